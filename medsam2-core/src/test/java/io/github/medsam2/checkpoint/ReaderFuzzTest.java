// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.medsam2.checkpoint.pickle.PickleProgram;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged files end in a {@link CheckpointException} or, where the damage is in a tensor's own
 * bytes, in weights that can be read: within a second and little heap, never in anything else. A
 * longer run: {@code -Dmedsam2.fuzz=20000}.
 */
class ReaderFuzzTest {
  private static final int MUTANTS = Integer.getInteger("medsam2.fuzz", 1000);
  private static final Duration TIME = Duration.ofSeconds(1);
  private static final long HEAP = 128L << 20;

  @TempDir Path folder;
  private byte[] torch;
  private byte[] safetensors;
  private int refused;

  @BeforeEach
  void writeBothFormats() throws IOException {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (DType dtype : DType.values()) {
      tensors.put("layer." + dtype, HostTensor.zeros(dtype, Shape.of(2, 3)));
    }
    Map<String, String> metadata = Map.of("config", "{\"size\": 512}");
    Path file = folder.resolve("good");
    TorchZip.write(file, tensors, metadata);
    torch = Files.readAllBytes(file);
    Safetensors.write(file, tensors, metadata);
    safetensors = Files.readAllBytes(file);
  }

  @Test
  void truncated() {
    for (byte[] file : new byte[][] {torch, safetensors}) {
      int step = Math.max(1, file.length / MUTANTS);
      int cuts = 0;
      for (int length = 0; length < file.length; length += step) {
        survives(Arrays.copyOf(file, length));
        cuts++;
      }
      assertThat(refused).as("every cut is noticed").isEqualTo(cuts);
      refused = 0;
    }
  }

  @Test
  void torchWithFlippedBits() {
    mutate(torch, 1, bytes -> bytes);
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS);
  }

  @Test
  void safetensorsWithFlippedBits() {
    mutate(safetensors, 2, bytes -> bytes);
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS);
  }

  /** The checksum is made right again, so that the damage reaches the pickle machine. */
  @Test
  void pickleWithFlippedBitsUnderAGoodChecksum() {
    long[] sizes = {2, 3};
    byte[] pickle =
        PickleProgram.start()
            .op('}', 'q', 0, '(')
            .text("model")
            .op('}', '(')
            .text("rows")
            .tensor("FloatStorage", 8, 1, sizes, new long[] {3, 1})
            .text("columns")
            .tensor("FloatStorage", 8, 1, sizes, new long[] {1, 2})
            .op('u')
            .text("scaler")
            .op('h', 0, 'u')
            .stop();
    mutate(pickle, 3, bytes -> Archive.of(bytes).with("any/data/0", new byte[32]).bytes());
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS);
  }

  @Test
  void pickleOfATrainerWithFlippedBits() {
    byte[] pickle = Base64.getDecoder().decode(TrainerPickles.PROTOCOL_4);
    mutate(pickle, 4, bytes -> Archive.of(bytes).with("any/data/0", new byte[12]).bytes());
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS);
  }

  private void mutate(byte[] good, int seed, UnaryOperator<byte[]> pack) {
    Random random = new Random(seed);
    for (int i = 0; i < MUTANTS; i++) {
      byte[] bad = good.clone();
      for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
        int at = random.nextInt(bad.length);
        bad[at] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : random.nextInt(256));
      }
      survives(pack.apply(bad));
    }
  }

  private void survives(byte[] bytes) {
    Path file = folder.resolve("mutant");
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Effort effort = Effort.of(() -> openAndRead(file));
    assertThat(effort.cpu()).isLessThan(TIME);
    assertThat(effort.allocatedBytes()).isLessThan(HEAP);
  }

  private void openAndRead(Path file) {
    try {
      Checkpoint weights = Checkpoint.open(file);
      for (String key : weights.keys()) {
        ByteBuffer data = weights.get(key).value().data();
        while (data.hasRemaining()) {
          data.get();
        }
      }
    } catch (CheckpointException expected) {
      assertThat(expected).hasMessageContaining("mutant");
      refused++;
    } catch (RuntimeException | Error e) {
      fail("escaped", e);
    }
  }
}
