// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.github.medsam2.testing.Floors;
import io.github.medsam2.testing.HouseRules;

@AnalyzeClasses(packages = "io.github.medsam2.dicom", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  /** From top to bottom; packages of one row stand side by side. */
  private static final String[][] FLOORS = {
    {".dcm4che..", ".web"},
    {""},
    {".samples.."},
    {".presentation..", ".privacy..", ".seg..", ".sr.."},
    {".xa..", ".volume.."},
    {".pixel..", ".derived.."},
    {".codec.."},
    {".data.."},
    {".error.."},
  };

  private static final Floors HERE = new Floors("io.github.medsam2.dicom", FLOORS);

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest static final ArchRule ARROWS_POINT_DOWNWARD = HERE.pointDownward();

  @ArchTest static final ArchRule API_SHOWS_ONLY_API = HouseRules.apiShowsOnlyApi();

  /** A program without a network never loads its classes. */
  @ArchTest
  static final ArchRule ONLY_WEB_KNOWS_THE_NETWORK =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("io.github.medsam2.dicom.web")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.net.http..", "io.github.medsam2.dicom.web");

  /** Neither engine nor network, nor what runs them. */
  @ArchTest
  static final ArchRule ONLY_THE_LOWER_FLOORS_OF_THE_CORE_ARE_KNOWN =
      HERE.standOn(
          "io.github.medsam2.prompt..",
          "io.github.medsam2.data",
          "io.github.medsam2.image",
          "io.github.medsam2.tensor",
          "io.github.medsam2.error",
          "io.github.medsam2.file",
          "io.github.medsam2.json");
}
