// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import io.github.medsam2.testing.HouseRules;

@AnalyzeClasses(
    packages = "io.github.medsam2.benchmarks",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.Ours.class})
class ArchitectureTest {

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  /** What JMH generates follows its own rules. */
  static final class Ours implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("/jmh_generated/");
    }
  }
}
