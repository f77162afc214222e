// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.github.medsam2.testing.Floors;
import io.github.medsam2.testing.HouseRules;

@AnalyzeClasses(packages = "io.github.medsam2.batch", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  /** From top to bottom; packages of one row stand side by side. */
  private static final String[][] FLOORS = {
    {""}, {".run"}, {".output", ".store"}, {".input", ".manifest"},
  };

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWNWARD =
      new Floors("io.github.medsam2.batch", FLOORS).pointDownward();
}
