// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The floors of a module, from top to bottom: a package uses what stands below it or beside it, and
 * every package has its place. Packages are written as what follows the module's root package, the
 * root itself as an empty text.
 */
public final class Floors {
  private static final String HOUSE = "io.github.medsam2";
  private final String root;
  private final String[][] rows;

  public Floors(String root, String[]... rows) {
    this.root = root;
    this.rows = rows;
  }

  /** Arrows point downward, and no class stands outside. */
  public ArchRule pointDownward() {
    LayeredArchitecture house =
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage(root + "..");
    for (String[] row : rows) {
      String[] packages = Arrays.stream(row).map(p -> root + p).toArray(String[]::new);
      house = house.optionalLayer(name(row)).definedBy(packages);
    }
    for (int i = 0; i < rows.length; i++) {
      String[] above = Arrays.stream(rows, 0, i).map(Floors::name).toArray(String[]::new);
      house =
          i == 0
              ? house.whereLayer(name(rows[i])).mayNotBeAccessedByAnyLayer()
              : house.whereLayer(name(rows[i])).mayOnlyBeAccessedByLayers(above);
    }
    return house.ensureAllClassesAreContainedInArchitecture();
  }

  /** Of all our packages outside this module, its classes know only these. */
  public ArchRule standOn(String... packages) {
    String[] known =
        Stream.concat(Stream.of(root + ".."), Stream.of(packages)).toArray(String[]::new);
    return classes()
        .that(resideInAPackage(root + ".."))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(known).or(resideInAPackage(HOUSE + "..").negate()))
        .as("of the other modules only " + List.of(packages) + " should be known");
  }

  private static String name(String[] row) {
    String packages = String.join(" and ", row).replace(".", "");
    return packages.isEmpty() ? "front door" : packages;
  }
}
