// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.github.medsam2.testing.Floors;
import io.github.medsam2.testing.HouseRules;

@AnalyzeClasses(packages = "io.github.medsam2.qca", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.medsam2.qca";

  /** From top to bottom; packages of one row stand side by side. */
  private static final String[][] FLOORS = {
    {""},
    {".study..", ".dicom.."},
    {".report..", ".reading.."},
    {".measure..", ".phantom..", ".stats..", ".plot.."},
    {".anatomy.."},
    {".geometry.."},
  };

  private static final Floors HERE = new Floors(ROOT, FLOORS);

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest static final ArchRule ARROWS_POINT_DOWNWARD = HERE.pointDownward();

  @ArchTest static final ArchRule API_SHOWS_ONLY_API = HouseRules.apiShowsOnlyApi();

  /** The front door only where its readings are judged; engine and network nowhere. */
  @ArchTest
  static final ArchRule OF_THE_CORE_ONLY_DOOR_AND_LOWER_FLOORS_ARE_KNOWN =
      HERE.standOn(
          "io.github.medsam2",
          "io.github.medsam2.prompt",
          "io.github.medsam2.prompt.coronary",
          "io.github.medsam2.reading..",
          "io.github.medsam2.data",
          "io.github.medsam2.image",
          "io.github.medsam2.io",
          "io.github.medsam2.tensor",
          "io.github.medsam2.error",
          "io.github.medsam2.file",
          "io.github.medsam2.json",
          "io.github.medsam2.dicom..");

  /** The inside of the phantom is reached through its front. */
  @ArchTest
  static final ArchRule THE_PHANTOM_HAS_A_FRONT =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".phantom..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".phantom.*");

  @ArchTest static final ArchRule CHARTS_STAY_IN_PLOT = only("org.knowm..", ".plot..");

  @ArchTest
  static final ArchRule JSON_STAYS_WHERE_FILES_ARE =
      only("com.google.gson..", ".report..", ".phantom..", ".reading..");

  private static ArchRule only(String library, String... here) {
    String[] packages = new String[here.length];
    for (int i = 0; i < here.length; i++) {
      packages[i] = ROOT + here[i];
    }
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }
}
