package io.github.medsam2.dicom;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.github.medsam2.dicom";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void arrowsGoDownward() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .optionalLayer("adapter")
        .definedBy(ROOT + ".dcm4che")
        .layer("front")
        .definedBy(ROOT)
        .layer("kinds")
        .definedBy(ROOT + ".xa", ROOT + ".volume")
        .layer("pixel")
        .definedBy(ROOT + ".pixel")
        .layer("codec")
        .definedBy(ROOT + ".codec..")
        .layer("data")
        .definedBy(ROOT + ".data")
        .whereLayer("adapter")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("front")
        .mayOnlyBeAccessedByLayers("adapter")
        .whereLayer("kinds")
        .mayOnlyBeAccessedByLayers("front")
        .whereLayer("pixel")
        .mayOnlyBeAccessedByLayers("front", "kinds")
        .whereLayer("codec")
        .mayOnlyBeAccessedByLayers("pixel")
        .whereLayer("data")
        .mayOnlyBeAccessedByLayers("adapter", "front", "kinds", "pixel")
        .check(CLASSES);
  }

  @Test
  void packagesMakeNoCircle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
