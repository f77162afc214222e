// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.pickle.PickleProgram;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointTest {
  private static final HostTensor FOUR = HostTensor.of(new float[] {1, 2, 3, 4}, 4);

  @TempDir Path folder;

  @Test
  void aClosedFileKeepsWhatWasReadAndRefusesTheRest() {
    Checkpoint weights = open(Map.of("a", FOUR));
    HostTensor read = weights.get("a").value();
    ByteBuffer before = read.data();
    weights.close();
    weights.close();
    assertThat(before.getFloat(12)).isEqualTo(4);
    assertThat(weights.keys()).containsExactly("a");
    HostTensor other = weights.get("a").toFloat32();
    assertThat(other.shape()).isEqualTo(Shape.of(4));
    Checkpoint fresh = open(Map.of("a", FOUR));
    fresh.close();
    assertThatThrownBy(() -> fresh.get("a").value().data())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("w.safetensors", "a closed file");
  }

  /** As from a class path: no file stands behind it, and closing holds there too. */
  @Test
  void bytesAreReadAsAFileIs() throws IOException {
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, Map.of("a", FOUR), Map.of("k", "v"));
    byte[] bytes = Files.readAllBytes(file);
    Checkpoint weights = Checkpoint.read("a resource", new ByteArrayInputStream(bytes));
    assertThat(weights.get("a").value()).isEqualTo(FOUR);
    assertThat(weights.get("a").region()).isNull();
    assertThat(weights.metadata()).containsEntry("k", "v");
    Checkpoint fresh = Checkpoint.read("a resource", new ByteArrayInputStream(bytes));
    fresh.close();
    assertThatThrownBy(() -> fresh.get("a").value().data())
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a resource");
    byte[] cut = Arrays.copyOf(bytes, bytes.length - 3);
    assertThatThrownBy(() -> Checkpoint.read("a resource", new ByteArrayInputStream(cut)))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a resource");
  }

  @Test
  void interruptionIsNoFaultOfTheFile() {
    Checkpoint weights = open(Map.of("a", FOUR));
    Thread.currentThread().interrupt();
    try {
      assertThat(weights.get("a").value()).isEqualTo(FOUR);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(weights.get("a").value()).isEqualTo(FOUR);
  }

  @Test
  void namesOfTransformersAreCutAndTurnedAround() {
    Map<String, HostTensor> foreign = new LinkedHashMap<>();
    foreign.put("vision_encoder.backbone.patch_embed.projection.bias", FOUR);
    foreign.put(
        "prompt_encoder.point_embed.weight",
        HostTensor.of(new float[] {0, 1, 10, 11, 20, 21, 30, 31}, 4, 2));
    Checkpoint weights = open(foreign);
    assertThat(weights.get("image_encoder.trunk.patch_embed.proj.bias").value()).isEqualTo(FOUR);
    StoredTensor third = weights.get("sam_prompt_encoder.point_embeddings.2.weight");
    assertThat(third.value()).isEqualTo(HostTensor.of(new float[] {20, 21}, 1, 2));
    StoredTensor first = weights.get("sam_prompt_encoder.point_embeddings.0.weight");
    assertThat(third.region().offset() - first.region().offset()).isEqualTo(16);
    assertThat(weights.layout()).isEqualTo("transformers (SAM 2) names");
    assertThat(weights)
        .hasToString("Checkpoint[w.safetensors, 5 tensors, 12 values, transformers (SAM 2) names]");

    foreign.put("prompt_encoder.point_embed.weight", HostTensor.of(new float[6], 3, 2));
    assertThatThrownBy(() -> open(foreign))
        .hasMessageContainingAll("prompt_encoder.point_embed.weight", "4 equal parts", "(3, 2)");
  }

  @Test
  void valuesThatAreNoTensorsArePassedOverAndNamed() {
    byte[] pickle =
        PickleProgram.start()
            .op('}', '(')
            .text("w")
            .tensor("FloatStorage", 4, 0, new long[] {4}, new long[] {1})
            .text("epoch")
            .number(3)
            .text("extra")
            .op('N', 'u')
            .stop();
    byte[] floats = new byte[16];
    ByteBuffer.wrap(floats)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putFloat(1)
        .putFloat(2)
        .putFloat(3)
        .putFloat(4);
    Path file = Archive.of(pickle).with("any/data/0", floats).writeTo(folder);
    try (Checkpoint weights = Checkpoint.open(file)) {
      assertThat(weights.get("w").value()).isEqualTo(FOUR);
      assertThat(weights.layout()).isEqualTo("original names, left out epoch, extra");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT8_E4M3, 0x38, 1.0",
    "FLOAT8_E4M3, 0x7e, 448.0",
    "FLOAT8_E4M3, 0x81, -0.001953125",
    "FLOAT8_E4M3, 0x7f, NaN",
    "FLOAT8_E5M2, 0x3c, 1.0",
    "FLOAT8_E5M2, 0x7b, 57344.0",
    "FLOAT8_E5M2, 0x81, -0.0000152587890625",
    "FLOAT8_E5M2, 0xfc, -Infinity",
  })
  void numbersOfEightBitsAreWidened(DType type, String bits, float value) {
    HostTensor eight =
        new HostTensor(
            Shape.of(1), type, ByteBuffer.wrap(new byte[] {(byte) (int) Integer.decode(bits)}));
    Map<String, HostTensor> tensors = Map.of("e", eight);
    TorchZip.write(folder.resolve("w.pt"), tensors, Map.of());
    try (Checkpoint torch = Checkpoint.open(folder.resolve("w.pt"))) {
      assertThat(torch.get("e").toFloat32().toFloatArray()).containsExactly(value);
    }
    try (Checkpoint safe = open(tensors)) {
      assertThat(safe.get("e").toFloat32().toFloatArray()).containsExactly(value);
      boolean finite = Float.isFinite(value);
      assertThat(FiniteWeights.notFinite(safe.get("e").value())).isEqualTo(finite ? 0 : 1);
    }
  }

  @Test
  void weightsThatAreNoNumbersAreNamedAndCounted() {
    float[] many = new float[40_000];
    many[39_999] = Float.NEGATIVE_INFINITY;
    many[7] = Float.NaN;
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("fine", HostTensor.of(new float[] {Float.MAX_VALUE, -0f, Float.MIN_VALUE}, 3));
    tensors.put("counts", HostTensor.of(new long[] {-1, Long.MAX_VALUE}, 2));
    try (Checkpoint fine = open(tensors)) {
      assertThatCode(() -> FiniteWeights.require(fine)).doesNotThrowAnyException();
    }
    tensors.put("broken", HostTensor.of(many, 40_000));
    tensors.put("half", bits(DType.FLOAT16, 0x7c01));
    tensors.put("brain", bits(DType.BFLOAT16, 0xff80));
    try (Checkpoint broken = open(tensors)) {
      assertThatThrownBy(() -> FiniteWeights.require(broken))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContainingAll(
              "w.safetensors, tensor broken", "2 NaN or infinite", "in 3 of 5");
    }
  }

  private static HostTensor bits(DType type, int bits) {
    return new HostTensor(
        Shape.of(1), type, ByteBuffer.wrap(new byte[] {(byte) bits, (byte) (bits >> 8)}));
  }

  private Checkpoint open(Map<String, HostTensor> tensors) {
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, tensors, Map.of());
    return Checkpoint.open(file);
  }
}
