// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import io.github.medsam2.testing.Floors;
import io.github.medsam2.testing.HouseRules;

/** The house plan: arrows point downward, and engines stay behind their own doors. */
@AnalyzeClasses(packages = "io.github.medsam2", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String HERE = "io.github.medsam2";

  /** From top to bottom; packages of one row stand side by side. */
  private static final String[][] FLOORS = {
    {".rounds.."},
    {".train.."},
    {".evaluate.."},
    {".coronary"},
    {""},
    {".receipt"},
    {".session.."},
    {".data.."},
    {".sampling.."},
    {".io..", ".metrics..", ".hub.."},
    {".runtime.."},
    {".engine.."},
    {".net..", ".adapter.."},
    {".checkpoint..", ".ops.."},
    {".reading..", ".concept"},
    {".prompt.."},
    {".image.."},
    {".tokens..", ".tensor..", ".file..", ".json.."},
    {".error.."},
  };

  @ArchTest static final ArchTests HOUSE = ArchTests.in(HouseRules.class);

  @ArchTest static final ArchRule ARROWS_POINT_DOWNWARD = new Floors(HERE, FLOORS).pointDownward();

  @ArchTest static final ArchRule API_SHOWS_ONLY_API = HouseRules.apiShowsOnlyApi();

  /** CASS, arteries and views are known at the edge; the middle knows descriptions and readings. */
  @ArchTest
  static final ArchRule THE_MIDDLE_KNOWS_NO_DOMAIN =
      noClasses()
          .that()
          .resideOutsideOfPackage("..coronary..")
          .and()
          .doNotHaveFullyQualifiedName(HERE + ".net.config.ConfigInference")
          .and()
          .doNotHaveFullyQualifiedName(HERE + ".session.json.PromptJson")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("..coronary..");

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
}
