// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.pickle.PickleProgram;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchZipTest {
  private static final byte[] FOUR_FLOATS = {
    0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40, 0, 0, (byte) 0x80, 0x40
  };
  private static final byte[] TWO_BY_TWO =
      PickleProgram.oneTensor("FloatStorage", 4, 0, new long[] {2, 2}, new long[] {2, 1});

  @TempDir Path folder;

  @Test
  void readsWhatTheJdkPacked() {
    Path file = Archive.of(TWO_BY_TWO).with("any/data/0", FOUR_FLOATS).writeTo(folder);
    StoredTensor w = Checkpoint.open(file).get("w");
    assertThat(w.value()).isEqualTo(HostTensor.of(new float[] {1, 2, 3, 4}, 2, 2));
    assertThat(w.region()).isNotNull();
  }

  @Test
  void valuesAreReadOnly() {
    Path file = Archive.of(TWO_BY_TWO).with("any/data/0", FOUR_FLOATS).writeTo(folder);
    Checkpoint weights = Checkpoint.open(file);
    assertThat(weights.get("w").value().data().isReadOnly()).isTrue();
    assertThatThrownBy(() -> weights.keys().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void writesAlignedEntriesThatOtherZipReadersCheck() throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("half.ü", HostTensor.zeros(DType.FLOAT16, Shape.of(3)));
    tensors.put("w", HostTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    tensors.put("scalar", HostTensor.of(new long[] {7}));
    tensors.put("empty", HostTensor.zeros(DType.FLOAT64, Shape.of(0, 4)));
    Path file = folder.resolve("w.pt");
    TorchZip.write(file, tensors, Map.of("config", "{\"größe\": 512}"));

    Checkpoint back = Checkpoint.open(file);
    assertThat(back.keys()).containsExactlyElementsOf(tensors.keySet());
    assertThat(back.metadata()).containsExactly(Map.entry("config", "{\"größe\": 512}"));
    tensors.forEach(
        (key, tensor) -> {
          assertThat(back.get(key).value()).isEqualTo(tensor);
          assertThat(back.get(key).region().offset() % 64).isZero();
        });
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream()).allMatch(e -> e.getName().startsWith("archive/"));
      assertThat(zip.getInputStream(zip.getEntry("archive/byteorder")).readAllBytes())
          .asString()
          .isEqualTo("little");
      assertThat(zip.getInputStream(zip.getEntry("archive/data/1")).readAllBytes())
          .isEqualTo(bytes(tensors.get("w")));
    }
  }

  @Test
  void writesLargeTensorsWhole() {
    float[] values = new float[1_000_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    Path file = folder.resolve("w.pt");
    TorchZip.write(file, Map.of("w", HostTensor.of(values, values.length)), Map.of());
    assertThat(Checkpoint.open(file).get("w").value().toFloatArray()).isEqualTo(values);
  }

  @Test
  void equalWeightsMakeEqualFiles() throws IOException {
    Map<String, HostTensor> tensors = Map.of("w", HostTensor.of(new float[] {1}, 1));
    TorchZip.write(folder.resolve("a.pt"), tensors, Map.of());
    TorchZip.write(folder.resolve("b.pt"), tensors, Map.of());
    assertThat(folder.resolve("a.pt")).hasSameBinaryContentAs(folder.resolve("b.pt"));
    assertThat(Checkpoint.open(folder.resolve("a.pt")).metadata()).isEmpty();
  }

  @Test
  void leavesNothingBehindWhenItCannotWrite() {
    Map<String, HostTensor> bad = Map.of("\udc00", HostTensor.of(new float[] {1}, 1));
    assertThatThrownBy(() -> TorchZip.write(folder.resolve("w.pt"), bad, Map.of()))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> TorchZip.write(folder.resolve("no/w.pt"), Map.of(), Map.of()))
        .isInstanceOf(MedSam2Exception.class);
    String longText = "x".repeat(WeightFileBounds.DESCRIPTION_BYTES);
    assertThatThrownBy(
            () -> TorchZip.write(folder.resolve("w.pt"), Map.of(), Map.of("k", longText)))
        .isInstanceOf(InvalidInputException.class);
    Shape deep = Shape.of(new long[WeightFileBounds.RANK + 1]);
    Map<String, HostTensor> tooDeep = Map.of("w", HostTensor.zeros(DType.INT8, deep));
    assertThatThrownBy(() -> TorchZip.write(folder.resolve("w.pt"), tooDeep, Map.of()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("at most 16 axes");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void asManyTensorsAsCanBeWrittenCanBeRead() {
    HostTensor one = HostTensor.zeros(DType.INT8, Shape.of(1, 1, 1, 1, 1, 1));
    Map<String, HostTensor> many = new LinkedHashMap<>();
    for (int i = 0; i < WeightFileBounds.TENSORS / 8; i++) {
      many.put("image_encoder.trunk.blocks." + i + ".mlp.layers.0.weight", one);
    }
    Path file = folder.resolve("w.pt");
    TorchZip.write(file, many, Map.of());
    assertThat(Checkpoint.open(file).keys()).hasSize(many.size());
    Safetensors.write(file, many, Map.of());
    assertThat(Checkpoint.open(file).keys()).hasSize(many.size());
    many.put("one more", one);
    assertThatThrownBy(() -> TorchZip.write(file, many, Map.of()))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void goesByTheNameItWasOpenedUnder() throws IOException {
    Path file = Archive.of(TWO_BY_TWO).with("any/data/0", FOUR_FLOATS).writeTo(folder);
    Path link = Files.createSymbolicLink(folder.resolve("MedSAM2_latest.pt"), file);
    Checkpoint weights = Checkpoint.open(link);
    assertThat(weights.source()).isEqualTo("MedSAM2_latest.pt");
    assertThat(weights.get("w").region().file()).isEqualTo(file.toRealPath());
  }

  @ParameterizedTest
  @ValueSource(strings = {"model", "state_dict", "model_state", "ema", ""})
  void findsTheWeights(String under) {
    PickleProgram program = PickleProgram.start().op('}');
    program = under.isEmpty() ? program : program.text(under).op('}');
    program =
        program.text("w").tensor("FloatStorage", 4, 1, new long[] {3}, new long[] {1}).op('s');
    byte[] pickle = (under.isEmpty() ? program : program.op('s')).stop();
    Path file = Archive.of(pickle).with("any/data/0", FOUR_FLOATS).writeTo(folder);
    assertThat(Checkpoint.open(file).get("w").value())
        .isEqualTo(HostTensor.of(new float[] {2, 3, 4}, 3));
  }

  @Test
  void metadataKeepsTextsAlone() {
    byte[] pickle =
        PickleProgram.start()
            .op('}', '(')
            .text("model")
            .op('}')
            .text("metadata")
            .op('}', '(')
            .text("a")
            .text("b")
            .text("n")
            .number(1)
            .number(2)
            .text("x")
            .op('u', 'u')
            .stop();
    Checkpoint weights = Checkpoint.open(Archive.of(pickle).writeTo(folder));
    assertThat(weights.metadata()).containsExactly(Map.entry("a", "b"));
    assertThat(weights.keys()).isEmpty();
  }

  @Test
  void namesTheKeyThatIsNoTensor() {
    byte[] list = PickleProgram.start().op('}').text("epoch").number(3).op('s').stop();
    refuses(Archive.of(list), "under model or state_dict", "a dict of [epoch]");
    byte[] model = PickleProgram.start().op('}').text("model").raw(body(list)).op('s').stop();
    refuses(Archive.of(model), "tensors in a dict", "a dict of [model]");
    byte[] number = PickleProgram.start().number(3).stop();
    refuses(Archive.of(number), "a dict with the weights", "an integer");
  }

  @Test
  void refusesArchivesThatAreNoCheckpoints() {
    refuses(new Archive().with("a.npy", "x"), "one data.pkl", "with none");
    refuses(
        Archive.of(TWO_BY_TWO).with("other/data.pkl", TWO_BY_TWO),
        "one data.pkl",
        "archive with 2");
    refuses(Archive.of(TWO_BY_TWO).with("any/constants.pkl", "x"), "TorchScript");
    refuses(Archive.of(TWO_BY_TWO).with("any/byteorder", "big"), "byte order little");
    refuses(
        Archive.of(TWO_BY_TWO).with("any/data/0", FOUR_FLOATS).compressed(),
        "zip -0",
        "compressed");
  }

  @Test
  void refusesStoragesThatDoNotFit() {
    refuses(Archive.of(TWO_BY_TWO), "entry any/data/0", "no such entry");
    refuses(
        Archive.of(TWO_BY_TWO).with("any/data/0", new byte[15]),
        "tensor w",
        "4 elements",
        "15 bytes");
    refuses(
        Archive.of(TWO_BY_TWO).with("any/data/0", new byte[17]),
        "tensor w",
        "4 elements",
        "17 bytes");
  }

  @Test
  void refusesToRearrangeMoreThanItsLimit() {
    long side = 1L << 13;
    byte[] repeated =
        PickleProgram.oneTensor("FloatStorage", 4, 0, new long[] {side, side}, new long[] {0, 0});
    refuses(Archive.of(repeated).with("any/data/0", FOUR_FLOATS), "tensor w", "not row-major");
  }

  @Test
  void aFlippedBitInThePickleIsNoticed() throws IOException {
    byte[] bytes = Archive.of(TWO_BY_TWO).with("any/data/0", FOUR_FLOATS).bytes();
    int inside = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("model");
    bytes[inside + 30] ^= 1;
    Path file = Files.write(folder.resolve("flipped.pt"), bytes);
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("checksum");
  }

  /** A program without its first two bytes and its last. */
  private static byte[] body(byte[] program) {
    return Arrays.copyOfRange(program, 2, program.length - 1);
  }

  private void refuses(Archive archive, String... words) {
    Path file = archive.writeTo(folder);
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("file.pt")
        .message()
        .contains(Arrays.asList(words));
  }

  private static byte[] bytes(HostTensor tensor) {
    ByteBuffer data = tensor.data();
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    return bytes;
  }
}
