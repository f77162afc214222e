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
        .optionalLayer("results")
        .definedBy(ROOT + ".seg", ROOT + ".sr", ROOT + ".presentation", ROOT + ".privacy")
        .layer("kinds")
        .definedBy(ROOT + ".xa", ROOT + ".volume")
        .layer("pixel")
        .definedBy(ROOT + ".pixel")
        .layer("derived")
        .definedBy(ROOT + ".derived")
        .layer("codec")
        .definedBy(ROOT + ".codec..")
        .layer("data")
        .definedBy(ROOT + ".data")
        .whereLayer("adapter")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("front")
        .mayOnlyBeAccessedByLayers("adapter")
        .whereLayer("results")
        .mayOnlyBeAccessedByLayers("front")
        .whereLayer("kinds")
        .mayOnlyBeAccessedByLayers("front", "results")
        .whereLayer("derived")
        .mayOnlyBeAccessedByLayers("front", "results", "kinds")
        .whereLayer("pixel")
        .mayOnlyBeAccessedByLayers("front", "results", "kinds")
        .whereLayer("codec")
        .mayOnlyBeAccessedByLayers("results", "pixel")
        .whereLayer("data")
        .mayOnlyBeAccessedByLayers("adapter", "front", "results", "kinds", "derived", "pixel")
        .check(CLASSES);
  }

  @Test
  void packagesMakeNoCircle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }
}
