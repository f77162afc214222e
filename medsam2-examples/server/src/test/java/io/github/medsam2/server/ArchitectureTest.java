// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import io.github.medsam2.testing.Floors;
import io.github.medsam2.testing.HouseRules;

@AnalyzeClasses(packages = "io.github.medsam2.server", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** From top to bottom; packages of one row stand side by side. */
  private static final String[][] FLOORS = {
    {""},
    {".monai", ".nninteractive", ".itksnap", ".medsamslicer", ".page", ".carrier"},
    {".page.api", ".page.web"},
    {".page.export"},
    {".page.measure"},
    {".page.study"},
    {".desk"},
    {".rounds", ".batches"},
    {".session", ".store"},
    {".compute", ".image"},
    {".http", ".watch"},
  };

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWNWARD =
      new Floors("io.github.medsam2.server", FLOORS).pointDownward();

  /** Whoever wants another web server needs another carrier and nothing else. */
  @ArchTest
  static final ArchRule ONLY_THE_CARRIER_KNOWS_THE_WEB_SERVER =
      ArchRuleDefinition.noClasses()
          .that()
          .resideOutsideOfPackage("io.github.medsam2.server.carrier")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.sun.net.httpserver..");

  @ArchTest
  static final ArchRule A_DIALECT_KNOWS_NO_OTHER =
      com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices()
          .matching("io.github.medsam2.server.(monai|nninteractive|itksnap|medsamslicer|page)")
          .should()
          .notDependOnEachOther();
}
