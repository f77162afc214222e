// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.net.trunk.AttentionPattern;
import io.github.medsam2.net.trunk.pe.Pe;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One reduced network as its authors write it, and, in halves, as transformers do. */
class Sam3FilesTest {
  private static final String TRUNK = "detector.backbone.vision_backbone.trunk.";

  @Test
  void bothFilesHoldTheSameTensorsUnderTheSameNames() {
    try (Checkpoint original = original();
        Checkpoint foreign = foreign()) {
      Set<String> only = new TreeSet<>(original.keys());
      only.removeAll(foreign.keys());
      assertThat(only)
          .allMatch(key -> key.contains(".points_") || key.endsWith("text_projection"))
          .hasSize(7);
      assertThat(original.keys()).containsAll(foreign.keys());
      for (String key : foreign.keys()) {
        assertSame(key, original, foreign);
      }
    }
  }

  private static void assertSame(String key, Checkpoint original, Checkpoint foreign) {
    float[] expected = original.get(key).value().toFloatArray();
    float[] actual = foreign.get(key).toFloat32().toFloatArray();
    int skipped = key.equals(TRUNK + "pos_embed") ? expected.length - actual.length : 0;
    assertThat(actual).as(key).hasSize(expected.length - skipped);
    for (int i = 0; i < actual.length; i++) {
      float rounded = half(expected[i + skipped]);
      assertThat(actual[i]).as(key).isEqualTo(rounded);
    }
  }

  /** The nearest half, ties to even. */
  private static float half(float value) {
    double step = Math.scalb(1.0, Math.max(Math.getExponent(value), -14) - 10);
    return (float) (Math.rint(value / step) * step);
  }

  @Test
  void tablesOfAnglesTellHowTheTrunkAttends() {
    try (Checkpoint original = original()) {
      assertThat(original.tables())
          .containsEntry(TRUNK + "blocks.0.attn.freqs_cis", Shape.of(16, 8))
          .containsEntry(TRUNK + "blocks.1.attn.freqs_cis", Shape.of(64, 8));
      ModelConfig config = ConfigInference.infer(original);
      KeyCheck.require(config, original);
      Pe trunk = (Pe) config.trunk();
      assertThat(trunk.heads()).isEqualTo(2);
      assertThat(trunk.window()).isEqualTo(4);
      assertThat(trunk.globalBlocks()).containsExactly(1);
      assertThat(config.imageSize()).isEqualTo(112);
      assertThat(config.tasks()).containsExactlyInAnyOrder(Task.values());
    }
  }

  @Test
  void withoutThemItIsThePublishedPatternThatMayBeCorrected() {
    try (Checkpoint foreign = foreign()) {
      ModelConfig config = ConfigInference.infer(foreign);
      KeyCheck.require(config, foreign);
      Pe trunk = (Pe) config.trunk();
      assertThat(trunk.heads()).isEqualTo(1);
      assertThat(trunk.with(AttentionPattern.UNSAID.withHeads(2)).heads()).isEqualTo(2);
    }
  }

  private static Checkpoint original() {
    return Checkpoint.open(SharedData.require("golden/sam3/pico_sam3.pt"));
  }

  private static Checkpoint foreign() {
    return Checkpoint.open(SharedData.require("golden/sam3/pico_model.safetensors"));
  }

  /** Mirrors convert the original's file tensor by tensor, tables too. */
  @Test
  void complexTablesOfSafetensorsAreSteppedOver(@TempDir Path folder) throws IOException {
    String name = "blocks.0.attn.freqs_cis";
    String header =
        "{\""
            + name
            + "\":{\"dtype\":\"C64\",\"shape\":[3,2],\"data_offsets\":[0,48]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[48,52]}}";
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + text.length + 52).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text).putFloat(8 + text.length + 48, 7);
    Path file = folder.resolve("a.safetensors");
    Files.write(file, bytes.array());
    try (Checkpoint opened = Checkpoint.open(file)) {
      assertThat(opened.keys()).containsExactly("a");
      assertThat(opened.get("a").value().floats().get(0)).isEqualTo(7);
      assertThat(opened.tables()).containsExactly(Map.entry(name, Shape.of(3, 2)));
      assertThat(opened.layout()).contains(name);
    }
  }
}
