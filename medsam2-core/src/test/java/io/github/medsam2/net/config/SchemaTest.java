// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.CheckpointException;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {

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
    Map<String, Shape> schema = Schema.of(p.config());
    assertThat(schema).hasSize(p.tensors());
    assertThat(schema.values().stream().mapToLong(Shape::count).sum()).isEqualTo(p.values());
  }

  @ParameterizedTest
  @MethodSource("published")
  void configurationIsInferredFromKeysAndShapes(Published p) {
    RuleWeights weights = new RuleWeights(Schema.of(p.config()), 1);
    assertThat(ConfigInference.infer(weights)).isEqualTo(p.config());
  }

  @Test
  void aCheckpointWithExactlyItsKeysPasses() {
    RuleWeights weights = new RuleWeights(Schema.of(Networks.nano()), 1);
    KeyCheck.require(Networks.nano(), weights);
  }

  @Test
  void listingsOfTheOriginalsAgree() throws IOException {
    assertThat(Schema.of(Presets.sam21Tiny())).isEqualTo(Golden.shared("sam21_tiny_1024").keys());
    assertThat(Schema.of(Presets.sam21Small())).isEqualTo(Golden.shared("sam21_small_512").keys());
    assertThat(Schema.of(Presets.efficientTamTi()))
        .isEqualTo(Golden.shared("efficienttam_ti_512").keys());
    assertThat(Schema.of(Networks.nano()))
        .isEqualTo(Golden.keys(Files.readString(SharedData.require("golden/nano/nano_keys.txt"))));
  }

  @Test
  void reducedModelsAreInferredByThePattern() {
    RuleWeights weights = new RuleWeights(Schema.of(Networks.nano()), 1);
    ModelConfig inferred = ConfigInference.infer(weights);
    assertThat(inferred.withImageSize(128)).isEqualTo(Networks.nano());
  }

  @Test
  void everyDifferenceIsListedAtOnce() {
    Map<String, Shape> shapes = new LinkedHashMap<>(Schema.of(Networks.nano()));
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
        .hasMessageContaining("SAM2, MedSAM2 or EfficientTAM");
  }
}
