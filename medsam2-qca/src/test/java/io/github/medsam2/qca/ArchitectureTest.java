package io.github.medsam2.qca;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.github.medsam2.qca";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void arrowsGoDownward() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("outputs")
        .definedBy(ROOT + ".study", ROOT + ".dicom")
        .layer("report")
        .definedBy(ROOT + ".report")
        .layer("middle")
        .definedBy(ROOT + ".measure", ROOT + ".phantom..", ROOT + ".stats", ROOT + ".plot")
        .layer("domain")
        .definedBy(ROOT + ".anatomy", ROOT + ".geometry")
        .whereLayer("outputs")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("outputs")
        .whereLayer("middle")
        .mayOnlyBeAccessedByLayers("outputs", "report")
        .whereLayer("domain")
        .mayOnlyBeAccessedByLayers("outputs", "report", "middle")
        .check(CLASSES);
  }

  @Test
  void insideOfThePhantomIsReachedThroughItsFront() {
    String phantom = ROOT + ".phantom";
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("front")
        .definedBy(phantom)
        .layer("picture")
        .definedBy(phantom + ".thorax", phantom + ".xray", phantom + ".cathlab")
        .layer("heart")
        .definedBy(phantom + ".heart")
        .layer("chance")
        .definedBy(phantom + ".chance")
        .layer("others")
        .definedBy(ROOT + ".dicom", ROOT + ".study", ROOT + ".report", ROOT + ".measure")
        .whereLayer("picture")
        .mayOnlyBeAccessedByLayers("front")
        .whereLayer("heart")
        .mayOnlyBeAccessedByLayers("front", "picture")
        .whereLayer("chance")
        .mayOnlyBeAccessedByLayers("front", "picture", "heart")
        .check(CLASSES);
  }

  @Test
  void packagesMakeNoCircle() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void librariesStayInTheirPackages() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".plot")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.knowm..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".report", ROOT + ".phantom", ROOT + ".reading..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.google.gson..")
        .check(CLASSES);
  }
}
