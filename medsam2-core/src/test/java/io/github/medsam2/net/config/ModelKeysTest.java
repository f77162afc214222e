// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.net.trunk.Trunk;
import io.github.medsam2.net.trunk.hiera.Hiera;
import io.github.medsam2.net.trunk.vit.Vit;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelKeysTest {

  record Published(ModelConfig config, int tensors, long values) {}

  static List<Published> published() {
    return List.of(
        new Published(Presets.sam21Tiny(), 471, 38_962_754),
        new Published(Presets.sam20Tiny(), 468, 38_946_242),
        new Published(Presets.sam21Small(), 519, 46_060_610),
        new Published(Presets.sam21BasePlus(), 615, 80_850_434),
        new Published(Presets.sam21Large(), 903, 224_446_898),
        new Published(Presets.efficientTamS(), 455, 34_056_098),
        new Published(Presets.efficientTamTi(), 455, 17_866_274));
  }

  @ParameterizedTest
  @MethodSource("published")
  void countsAreThoseOfThePublishedModels(Published p) {
    Map<String, Shape> schema = p.config().keys();
    assertThat(schema).hasSize(p.tensors());
    assertThat(schema.values().stream().mapToLong(Shape::count).sum()).isEqualTo(p.values());
  }

  @ParameterizedTest
  @MethodSource("published")
  void configurationIsInferredFromKeysAndShapes(Published p) {
    RuleWeights weights = new RuleWeights(p.config().keys(), 1);
    assertThat(ConfigInference.infer(weights)).isEqualTo(p.config());
  }

  @Test
  void aCheckpointWithExactlyItsKeysPasses() {
    RuleWeights weights = new RuleWeights(Networks.nano().keys(), 1);
    KeyCheck.require(Networks.nano(), weights);
  }

  @Test
  void listingsOfTheOriginalsAgree() throws IOException {
    assertThat(Presets.sam21Tiny().keys()).isEqualTo(Golden.shared("sam21_tiny_1024").keys());
    assertThat(Presets.sam21Small().keys()).isEqualTo(Golden.shared("sam21_small_512").keys());
    assertThat(Presets.efficientTamTi().keys())
        .isEqualTo(Golden.shared("efficienttam_ti_512").keys());
    assertThat(Networks.nano().keys())
        .isEqualTo(Golden.keys(Files.readString(SharedData.require("golden/nano/nano_keys.txt"))));
  }

  @Test
  void reducedModelsAreInferredByThePattern() {
    RuleWeights weights = new RuleWeights(Networks.nano().keys(), 1);
    ModelConfig inferred = ConfigInference.infer(weights);
    assertThat(inferred.withImageSize(128)).isEqualTo(Networks.nano());
  }

  @Test
  void everyDifferenceIsListedAtOnce() {
    Map<String, Shape> shapes = new LinkedHashMap<>(Networks.nano().keys());
    shapes.remove("no_obj_ptr");
    shapes.put("memory_attention.norm.bias", Shape.of(63));
    shapes.put("extra.weight", Shape.of(1));
    assertThatThrownBy(() -> KeyCheck.require(Networks.nano(), new RuleWeights(shapes, 1)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("1 missing: no_obj_ptr")
        .hasMessageContaining("1 unexpected: extra.weight")
        .hasMessageContaining("memory_attention.norm.bias (63) instead of (64)");
  }

  @Test
  void aForeignCheckpointIsNamedAsSuch() {
    RuleWeights weights = new RuleWeights(Map.of("fc.weight", Shape.of(10, 20)), 1);
    assertThatThrownBy(() -> ConfigInference.infer(weights))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("SAM2, MedSAM2, EfficientTAM or SAM 3");
  }

  /** Trunks that cannot be, or that are not the checkpoint's. */
  @Test
  void wrongTrunksAreRefused() {
    Hiera t = (Hiera) Networks.nano().trunk();
    assertRefused(() -> stages(t, 1, 2, 2), "four");
    assertRefused(() -> stages(t, 0, 2, 2, 1), "at least 1");
    assertRefused(() -> stages(t, 1, 2, 1, 1), "blocks.3.proj");
    assertRefused(() -> stages(t, 1, 1, 3, 1), "missing");
    assertRefused(() -> new Vit(16, 5, 1, 16, 14, Set.of(), 7), "missing");
  }

  private static Hiera stages(Hiera t, Integer... stages) {
    return new Hiera(
        t.width(), List.of(stages), 1, t.windows(), t.globalBlocks(), t.backgroundGrid());
  }

  private static void assertRefused(Supplier<Trunk> trunk, String words) {
    RuleWeights weights = new RuleWeights(Networks.nano().keys(), 1);
    assertThatThrownBy(() -> KeyCheck.require(Networks.nano().withTrunk(trunk.get()), weights))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining(words);
  }

  /** Nothing fixes a stride of 16, sides of 32, or masks of a quarter of the image. */
  @Test
  void gridsFollowFromTheTrunk() {
    Vit vit = new Vit(64, 2, 1, 14, 8, Set.of(1), 4);
    ModelConfig n = Networks.nano();
    ModelConfig c = new ModelConfig("at 14", 1008, vit, n.width(), n.memory(), n.decoder());
    assertThat(c.grid()).isEqualTo(72);
    assertThat(c.maskSize()).isEqualTo(288);
    assertThat(c.memoryMaskSize()).isEqualTo(1152);
    assertThatThrownBy(() -> c.withImageSize(1024)).hasMessageContaining("a multiple of 14");
  }
}
