// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.jspecify.annotations.NullMarked;

/** Rules for every module; a module's test takes them in with {@code ArchTests.in}. */
public final class HouseRules {

  @ArchTest
  static final ArchRule PACKAGES_ARE_NULL_MARKED =
      classes().should(ArchCondition.from(new InNullMarkedPackage()));

  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      slices().assignedFrom(new ByPackage()).should().beFreeOfCycles();

  @ArchTest
  static final ArchRule NOTHING_ENDS_THE_PROCESS =
      noClasses()
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class);

  private HouseRules() {}

  /** A module that exports packages hides the rest: also from the signatures of what it exports. */
  public static ArchRule apiShowsOnlyApi(String... exempt) {
    return classes().should(new ApiPackages(exempt));
  }

  /** Every package is a slice, the root package too, which a pattern would leave out. */
  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(javaClass.getPackageName());
    }

    @Override
    public String getDescription() {
      return "every package";
    }
  }

  private static final class InNullMarkedPackage extends DescribedPredicate<JavaClass> {
    InNullMarkedPackage() {
      super("reside in a package marked @NullMarked");
    }

    @Override
    public boolean test(JavaClass c) {
      return c.getPackage().isAnnotatedWith(NullMarked.class);
    }
  }
}
