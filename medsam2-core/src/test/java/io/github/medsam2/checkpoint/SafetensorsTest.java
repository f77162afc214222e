// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheOriginalLibraryWrote() {
    Checkpoint golden = Safetensors.open(SharedData.require("golden/nano/nano_golden.safetensors"));

    assertThat(golden.metadata()).containsKey("config");
    assertThat(golden.metadata().get("prompt")).isEqualTo("box 14,16,70,66 on slice 2");
    HostTensor volume = golden.get("volume").value();
    assertThat(volume.shape()).isEqualTo(Shape.of(6, 96, 96));
    assertThat(volume.dtype()).isEqualTo(DType.UINT8);
    for (int z = 0, i = 0; z < 6; z++) {
      for (int y = 0; y < 96; y++) {
        for (int x = 0; x < 96; x++, i++) {
          int expected = ((3 * x + 5 * y + 17 * z) ^ ((x * y) >> 4)) & 255;
          assertThat(volume.data().get(i) & 255).isEqualTo(expected);
        }
      }
    }
  }

  @Test
  void keepsKeysInOrderAndEveryBit() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("z \"quoted\" \\ \n é 漢 😀", HostTensor.of(new float[] {1, Float.NaN, -0f}, 3));
    tensors.put("scalar", HostTensor.of(new long[] {Long.MIN_VALUE}));
    tensors.put("empty", HostTensor.zeros(DType.FLOAT64, Shape.of(3, 0, 2)));
    tensors.put(
        "odd", new HostTensor(Shape.of(3), DType.INT8, ByteBuffer.wrap(new byte[] {1, 2, 3})));
    Path file = folder.resolve("w.safetensors");

    Safetensors.write(file, tensors, Map.of("config", "{\"a\": 1}\u0001"));
    Checkpoint back = Safetensors.open(file);

    assertThat(back.keys()).containsExactlyElementsOf(tensors.keySet());
    tensors.forEach((key, tensor) -> assertThat(back.get(key).value()).isEqualTo(tensor));
    assertThat(back.metadata()).containsExactly(Map.entry("config", "{\"a\": 1}\u0001"));
    assertThat(back.source()).isEqualTo("w.safetensors");
  }

  @Test
  void regionsAreTheBytesOfTheFileAndAligned() throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    tensors.put("b", HostTensor.zeros(DType.BOOL, Shape.of(3)));
    tensors.put("f", HostTensor.of(new float[] {1.5f, -2}, 2));
    tensors.put("l", HostTensor.of(new long[] {7, 8}, 2));
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, tensors, Map.of());

    byte[] bytes = Files.readAllBytes(file);
    Checkpoint back = Safetensors.open(file);
    for (String key : back.keys()) {
      StoredTensor.FileRegion region = back.get(key).region();
      assertThat(region.file()).isAbsolute().isEqualTo(file.toRealPath());
      assertThat(region.offset() % back.get(key).value().dtype().bytes()).isZero();
      int from = (int) region.offset();
      assertThat(ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + (int) region.length())))
          .isEqualTo(tensors.get(key).data());
    }
  }

  @Test
  void replacesAFileWhileItIsMapped() {
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, Map.of("a", HostTensor.of(new float[] {1}, 1)), Map.of());
    HostTensor old = Safetensors.open(file).get("a").value();

    Safetensors.write(file, Map.of("a", HostTensor.of(new float[] {2}, 1)), Map.of());

    assertThat(old.toFloatArray()).containsExactly(1);
    assertThat(Safetensors.open(file).get("a").value().toFloatArray()).containsExactly(2);
    assertThat(folder.toFile().list()).containsExactly("w.safetensors");
  }

  @Test
  void leavesNothingBehindWhenItCannotWrite() {
    Map<String, HostTensor> none = Map.of();
    Path absent = folder.resolve("absent").resolve("w.safetensors");
    assertThatThrownBy(() -> Safetensors.write(absent, none, Map.of()))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("a folder to write to");

    assertThatThrownBy(() -> Safetensors.write(folder.resolve("w"), none, Map.of("k", "\ud800")))
        .isInstanceOf(InvalidInputException.class);
    HostTensor tensor = HostTensor.of(new float[] {1}, 1);
    assertThatThrownBy(
            () -> Safetensors.write(folder.resolve("w"), Map.of("__metadata__", tensor), Map.of()))
        .isInstanceOf(InvalidInputException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void namesTheFileAndTheKeyThatIsAbsent() {
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, Map.of(), Map.of());
    Checkpoint weights = Safetensors.open(file);
    assertThatThrownBy(() -> weights.get("no_mem_embed"))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("w.safetensors")
        .hasMessageContaining("no_mem_embed");
    assertThatThrownBy(() -> Safetensors.open(folder.resolve("none.pt")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("no such file");
    assertThatThrownBy(() -> Safetensors.open(folder))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("a folder");
  }

  /** Each header is broken in one way; eight bytes of data follow it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,12]}} | as many bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]}} | 12 bytes of data",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}} | at data byte 0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}} | at data byte 4",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,0]}} | as many bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[999999999,999999999,999999999,0],"
            + "\"data_offsets\":[0,0]}} | as many bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[4294967296,4294967296],\"data_offsets\":[0,0]}}"
            + " | as many bytes",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}} | a number",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9999999999999999999],\"data_offsets\":[0,8]}}"
            + " | at most 18 digits",
        "{\"a\":{\"dtype\":\"F8_E8M0\",\"shape\":[8],\"data_offsets\":[0,8]}} | F8_E8M0",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2]}} | two data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0]}} | two data_offsets",
        "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\"}} | each once",
        "{\"a\":{\"dtype\":\"F32\",\"other\":1}} | each once",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]}} | a once",
        "{\"__metadata__\":{},\"__metadata__\":{}} | one __metadata__",
        "{\"__metadata__\":{\"a\":1}} | '\"'",
        "{\"__metadata__\":{\"a\":\"1\",\"a\":\"2\"}} | the text a once",
        "{\"a | '\"'",
        "{\"a\\q\":{}} | an escape",
        "{\"a\\u00g0\":{}} | hexadecimal",
        "{}} | the end of the header",
        "[] | '{'",
      })
  void refusesABrokenHeader(String header, String reason) throws IOException {
    Path file = folder.resolve("broken.safetensors");
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    Files.write(file, withLength(text.length, text));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("broken.safetensors")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "1", "23", "8388609", "9223372036854775807"})
  void refusesALengthThatTheFileCannotHold(long length) throws IOException {
    Path file = folder.resolve("broken.safetensors");
    Files.write(file, withLength(length, "{}            ".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("header");
  }

  @Test
  void aHeaderFullOfTensorsEndsWithinItsLimits() throws IOException {
    StringBuilder json = new StringBuilder("{");
    for (int i = 0; json.length() < WeightFileBounds.DESCRIPTION_BYTES - 100; i++) {
      json.append('"')
          .append(i)
          .append("\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},");
    }
    byte[] text = json.append("\"\":{}}").toString().getBytes(StandardCharsets.UTF_8);
    Path file = folder.resolve("bomb.safetensors");
    Files.write(file, withLength(text.length, text));
    Effort effort =
        Effort.of(
            () ->
                assertThatThrownBy(() -> Safetensors.open(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("at most 65536 tensors"));
    assertThat(effort.allocatedBytes()).isLessThan(160L << 20);
  }

  private static byte[] withLength(long length, byte[] text) {
    return ByteBuffer.allocate(8 + text.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(text)
        .array();
  }
}
