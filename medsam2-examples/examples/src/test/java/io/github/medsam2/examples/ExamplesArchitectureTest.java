// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.github.medsam2.testing.HouseRules;

@AnalyzeClasses(
    packages = "io.github.medsam2.examples",
    importOptions = {DoNotIncludeTests.class, ExamplesArchitectureTest.NoPrograms.class})
class ExamplesArchitectureTest {

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  /** A program may end its own process, to hand over an exit code. */
  static final class NoPrograms implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/examples/Segment.class")
          && !location.contains("/examples/Cine.class");
    }
  }
}
