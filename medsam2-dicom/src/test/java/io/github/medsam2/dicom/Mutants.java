// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.error.MedSam2Exception;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Damages bytes at random, from fixed seeds: one in three cut short, one with bits turned, one with
 * bytes put in, as a transfer might, or taken out.
 */
public final class Mutants {
  private static final long LONGEST_NANOS = 20_000_000_000L;

  private Mutants() {}

  /**
   * How many mutants to try in all; set {@code medsam2.fuzz} for a long run, and {@code
   * medsam2.fuzz.seed} for others.
   */
  public static int count() {
    return Integer.getInteger("medsam2.fuzz", 1000);
  }

  /** Feeds mutants to a reader, which may throw the library's exceptions and nothing else. */
  public static void feed(byte[] seed, int count, Consumer<byte[]> reader) {
    for (int i = 0; i < count; i++) {
      byte[] mutant = mutant(seed, i);
      long start = System.nanoTime();
      try {
        reader.accept(mutant);
      } catch (MedSam2Exception expected) {
        assertThat(expected.getMessage()).isNotEmpty();
      } catch (RuntimeException | Error e) {
        throw new AssertionError("mutant " + i, e);
      }
      assertThat(System.nanoTime() - start).as("mutant %d", i).isLessThan(LONGEST_NANOS);
    }
  }

  private static byte[] mutant(byte[] seed, int i) {
    Random random = new Random(Long.getLong("medsam2.fuzz.seed", 0) * 1_000_003L + i);
    if (i % 3 == 0) {
      return Arrays.copyOf(seed, random.nextInt(seed.length));
    }
    if (i % 3 == 1) {
      return shifted(seed, random);
    }
    byte[] out = seed.clone();
    // Half of them where headers are, behind a preamble where there is one.
    int head = i % 2 == 0 ? out.length : Math.min(out.length, 900);
    for (int n = 1 + random.nextInt(8); n > 0; n--) {
      out[random.nextInt(head)] ^= (byte) (1 << random.nextInt(8));
    }
    return out;
  }

  private static byte[] shifted(byte[] seed, Random random) {
    int at = random.nextInt(seed.length);
    if (random.nextInt(3) == 0) {
      int from = Math.min(seed.length, at + 1 + random.nextInt(16));
      byte[] out = Arrays.copyOf(seed, seed.length - (from - at));
      System.arraycopy(seed, from, out, at, seed.length - from);
      return out;
    }
    byte[] more = new byte[1 + random.nextInt(16)];
    if (random.nextBoolean()) {
      random.nextBytes(more);
    } else {
      Arrays.fill(more, (byte) (random.nextBoolean() ? 0xff : 0));
    }
    byte[] out = Arrays.copyOf(seed, seed.length + more.length);
    System.arraycopy(more, 0, out, at, more.length);
    System.arraycopy(seed, at, out, at + more.length, seed.length - at);
    return out;
  }
}
