// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackedArrayTest {
  private static final long MOST = 64 << 20;

  @Test
  void readsWhatTheRealClientPacks() throws Exception {
    Path folder = SharedData.require("golden/frontends/nnia");
    JsonObject expected =
        JsonParser.parseString(Files.readString(folder.resolve("expected.json"))).getAsJsonObject();
    assertThat(expected.size()).isEqualTo(8);
    for (Map.Entry<String, JsonElement> e : expected.entrySet()) {
      JsonObject about = e.getValue().getAsJsonObject();
      PackedArray array = PackedArray.read(Files.readAllBytes(folder.resolve(e.getKey())), MOST);
      JsonArray shape = about.getAsJsonArray("shape");
      assertThat(array.shape()).hasSize(shape.size());
      for (int i = 0; i < shape.size(); i++) {
        assertThat(array.shape()[i]).isEqualTo(shape.get(i).getAsInt());
      }
      assertThat(array.type()).isEqualTo(DataType.named(about.get("dtype").getAsString()));
      assertThat(Sha256.begin().and(array.data()).hex())
          .as(e.getKey())
          .isEqualTo(about.get("sha256_of_little_endian_bytes").getAsString());
    }
  }

  @Test
  void refusesHostileArraysByOneFamily() throws Exception {
    Path folder = SharedData.require("golden/frontends/hostile");
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> hostile = files.filter(f -> f.toString().endsWith(".nnia")).toList();
      assertThat(hostile).hasSizeGreaterThanOrEqualTo(10);
      for (Path file : hostile) {
        byte[] bytes = Files.readAllBytes(file);
        assertThatExceptionOfType(MedSam2Exception.class)
            .as(file.getFileName().toString())
            .isThrownBy(() -> PackedArray.read(bytes, MOST));
      }
    }
  }

  @Test
  void readsWhatItWrites() {
    byte[] numbers = new byte[2 * 3 * 5];
    new Random(1).nextBytes(numbers);
    PackedArray read = PackedArray.read(PackedArray.write(new int[] {2, 3, 5}, numbers), MOST);
    assertThat(read.shape()).containsExactly(2, 3, 5);
    assertThat(read.data().array()).isEqualTo(numbers);
  }

  /** No damage is anything but an array or one exception of the family. */
  @Test
  void damageIsRefusedOrHarmless() throws Exception {
    Path folder = SharedData.require("golden/frontends/nnia");
    Random random = new Random(7);
    int refused = 0;
    for (String name : List.of("half_f64-sh.nnia", "ramp_i16-lz4.nnia", "odd_u16-auto.nnia")) {
      byte[] whole = Files.readAllBytes(folder.resolve(name));
      for (int i = 0; i < 300; i++) {
        byte[] damaged = whole.clone();
        int at = random.nextInt(Math.min(whole.length, i % 2 == 0 ? 120 : whole.length));
        damaged[at] = (byte) random.nextInt();
        try {
          PackedArray.read(damaged, 1 << 20);
        } catch (MedSam2Exception e) {
          refused++;
        }
      }
    }
    assertThat(refused).isPositive();
  }
}
