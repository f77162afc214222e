// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** Files that PyTorch itself wrote. */
class GoldenCheckpointTest {
  /** What AdamW leaves of a weight without a gradient: rate 1e-4, decay 1e-2. */
  private static final float ONE_STEP = (float) (1 - 1e-4 * 1e-2);

  @Test
  void nanoHoldsTheRuleWeightsBitForBit() throws IOException {
    Path file = SharedData.require("golden/nano/nano.pt");
    Checkpoint nano = Checkpoint.open(file);
    Map<String, Shape> shapes = shapes(SharedData.require("golden/nano/nano_keys.txt"));

    assertThat(nano.keys()).hasSize(335).containsExactlyElementsOf(shapes.keySet());
    assertEqualsRule(nano, shapes, 1);
    byte[] bytes = Files.readAllBytes(file);
    for (String key : nano.keys()) {
      StoredTensor stored = nano.get(key);
      int from = (int) stored.region().offset();
      assertThat(ByteBuffer.wrap(bytes, from, (int) stored.region().length()))
          .isEqualTo(stored.value().data());
    }
  }

  @Test
  void aTrainersFileIsReadAsItsModelAlone() {
    Checkpoint trainer = Checkpoint.open(SharedData.require("golden/nano/trainer.pt"));
    Map<String, Shape> shapes = new LinkedHashMap<>();
    trainer.keys().forEach(key -> shapes.put(key, trainer.get(key).value().shape()));

    assertThat(trainer.keys()).hasSize(12).contains("obj_ptr_proj.layers.2.weight");
    assertEqualsRule(trainer, shapes, ONE_STEP);
  }

  @Test
  void viewsKeepTheirValuesAndTypes() {
    Checkpoint views = Checkpoint.open(SharedData.require("golden/nano/views.pt"));
    float[] counting = floats(24, i -> i);

    assertThat(views.keys()).containsExactly("a", "b", "c", "h", "bf", "d", "i", "p");
    assertView(views, "a", DType.FLOAT32, true, Shape.of(4, 6), counting);
    float[] transposed = floats(24, i -> (i % 4) * 6 + i / 4);
    assertView(views, "b", DType.FLOAT32, false, Shape.of(6, 4), transposed);
    assertView(views, "c", DType.FLOAT32, false, Shape.of(2, 3), 8, 9, 10, 14, 15, 16);
    assertView(views, "h", DType.FLOAT16, true, Shape.of(4, 6), counting);
    assertView(views, "bf", DType.BFLOAT16, true, Shape.of(4, 6), counting);
    assertView(views, "d", DType.FLOAT64, true, Shape.of(4, 6), counting);
    assertView(views, "p", DType.FLOAT32, true, Shape.of(4, 6), counting);
    HostTensor whole = views.get("i").value();
    assertThat(whole.dtype()).isEqualTo(DType.INT64);
    for (int i = 0; i < 24; i++) {
      assertThat(whole.longs().get(i)).isEqualTo(i);
    }
  }

  @Test
  void theOldFormatIsNamedWithTheWayOut() {
    Path legacy = SharedData.require("golden/nano/legacy.pt");
    assertThatThrownBy(() -> Checkpoint.open(legacy))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("legacy.pt")
        .hasMessageContaining("PyTorch before 1.6")
        .hasMessageContaining("torch.save(torch.load(path, weights_only=True), path)");
  }

  /** In Python, loading this file runs {@code echo pwned > pwned.txt}. */
  @Test
  void aFileThatWouldRunAProgramIsRefusedAndRunsNothing() throws IOException {
    Path evil = SharedData.require("golden/nano/evil.pt");
    try (ZipFile zip = new ZipFile(evil.toFile())) {
      assertThat(zip.getInputStream(zip.getEntry("evil/data.pkl")).readAllBytes())
          .asString()
          .contains("posix\nsystem", "echo pwned > pwned.txt");
    }
    assertThatThrownBy(() -> Checkpoint.open(evil))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("evil.pt")
        .hasMessageContaining("the name posix.system")
        .hasMessageContaining("do not trust the file");
    assertThat(Path.of("pwned.txt")).doesNotExist();
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  private static void assertEqualsRule(
      Checkpoint weights, Map<String, Shape> shapes, float factor) {
    RuleWeights rule = new RuleWeights(shapes, 1.0);
    for (String key : weights.keys()) {
      float[] expected = rule.get(key).value().toFloatArray();
      for (int i = 0; i < expected.length; i++) {
        expected[i] *= factor;
      }
      assertThat(weights.get(key).value())
          .as(key)
          .isEqualTo(HostTensor.of(expected, shapes.get(key).dims()));
    }
  }

  private static void assertView(
      Checkpoint views, String key, DType dtype, boolean inFile, Shape shape, float... values) {
    StoredTensor tensor = views.get(key);
    assertThat(tensor.value().dtype()).as(key).isEqualTo(dtype);
    assertThat(tensor.region() != null).as(key).isEqualTo(inFile);
    assertThat(tensor.toFloat32()).as(key).isEqualTo(HostTensor.of(values, shape.dims()));
  }

  private static float[] floats(int count, IntUnaryOperator value) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = value.applyAsInt(i);
    }
    return floats;
  }

  private static Map<String, Shape> shapes(Path list) throws IOException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (String line : Files.readAllLines(list)) {
      String sizes = line.substring(line.indexOf('(')).replaceAll("[() ]", "");
      long[] dims = Arrays.stream(sizes.split(",")).mapToLong(Long::parseLong).toArray();
      shapes.put(line.substring(0, line.indexOf(' ')), Shape.of(dims));
    }
    return shapes;
  }
}
