// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.github.medsam2.testing.Floors;
import io.github.medsam2.testing.HouseRules;

@AnalyzeClasses(
    packages = "io.github.medsam2.cli",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoPrograms.class})
class ArchitectureTest {
  /** From top to bottom; packages of one row stand side by side. */
  private static final String[][] FLOORS = {
    {""}, {".command"}, {".demo", ".doctor", ".inspect", ".given"}, {".work"}, {".draw", ".shell"},
  };

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest
  static final ArchRule ARROWS_POINT_DOWNWARD =
      new Floors("io.github.medsam2.cli", FLOORS).pointDownward();

  /** A program may end its own process, to hand over an exit code. */
  static final class NoPrograms implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/cli/Medsam2.class");
    }
  }
}
