package io.github.medsam2;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import io.github.medsam2.testing.HouseRules;
import java.util.Arrays;

/** The house plan: arrows point downward, and engines stay behind their own doors. */
@AnalyzeClasses(packages = "io.github.medsam2", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String HERE = "io.github.medsam2";

  /** From top to bottom; packages of one row stand side by side. */
  private static final String[][] FLOORS = {
    {".train.."},
    {""},
    {".session.."},
    {".io..", ".metrics..", ".hub.."},
    {".runtime.."},
    {".engine.."},
    {".net.."},
    {".checkpoint..", ".ops.."},
    {".prompt.."},
    {".image.."},
    {".tensor..", ".file..", ".json.."},
    {".error.."},
  };

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest static final ArchRule ARROWS_POINT_DOWNWARD = floors();

  @ArchTest
  static final ArchRule ENGINES_DO_NOT_SEE_EACH_OTHER =
      slices().matching(HERE + ".engine.(*)..").should().notDependOnEachOther();

  @ArchTest
  static final ArchRule PYTORCH_STAYS_IN_ITS_ENGINE = only(".engine.torch..", "ai.djl.pytorch..");

  @ArchTest
  static final ArchRule ONNX_RUNTIME_STAYS_IN_ITS_ENGINE =
      only(".engine.onnx..", "ai.onnxruntime..", "ai.djl.onnxruntime..");

  /** So no signature outside the engines, and none of their interface, shows a type of DJL. */
  @ArchTest
  static final ArchRule DJL_STAYS_IN_THE_ENGINES =
      noClasses()
          .that()
          .resideOutsideOfPackages(HERE + ".engine.onnx..", HERE + ".engine.torch..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  private static ArchRule only(String here, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(HERE + here)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(libraries);
  }

  private static LayeredArchitecture floors() {
    LayeredArchitecture house =
        layeredArchitecture().consideringOnlyDependenciesInAnyPackage(HERE + "..");
    for (String[] floor : FLOORS) {
      String[] packages = Arrays.stream(floor).map(p -> HERE + p).toArray(String[]::new);
      house = house.optionalLayer(name(floor)).definedBy(packages);
    }
    for (int i = 0; i < FLOORS.length; i++) {
      String[] above =
          Arrays.stream(FLOORS, 0, i).map(ArchitectureTest::name).toArray(String[]::new);
      house =
          i == 0
              ? house.whereLayer(name(FLOORS[i])).mayNotBeAccessedByAnyLayer()
              : house.whereLayer(name(FLOORS[i])).mayOnlyBeAccessedByLayers(above);
    }
    return house.ensureAllClassesAreContainedInArchitecture();
  }

  private static String name(String[] floor) {
    String packages = String.join(" and ", floor).replace(".", "");
    return packages.isEmpty() ? "front door" : packages;
  }
}
