// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.error.MedSam2Exception;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Damaged copies of a good file, the same for the same seed: flipped bits, cut ends, doubled and
 * dropped pieces, numbers of binary and text headers set to extremes.
 */
final class Mutants {
  private static final long[] EXTREMES = {
    0,
    1,
    -1,
    2,
    3,
    127,
    128,
    255,
    256,
    32767,
    32768,
    65535,
    65536,
    1 << 24,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    1L << 32,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    Float.floatToIntBits(Float.NaN),
    Float.floatToIntBits(1e38f),
    Double.doubleToLongBits(1e308),
    Double.doubleToLongBits(Double.NaN)
  };
  private static final String[] WORDS = {
    "0",
    "-1",
    "1",
    "99999999999",
    "2147483647",
    "4294967296",
    "1e308",
    "-1e308",
    "NaN",
    "Infinity",
    "",
    "()",
    "none",
    "LOCAL",
    "LIST",
    "%d",
    "../../x",
    "\0",
    "True",
    "gzip",
    "raw",
    "big",
    "uint64"
  };
  private static final Pattern WORD = Pattern.compile("[-+.\\w]+");

  private static final long SLOWEST_MILLIS = 10_000;

  private Mutants() {}

  /** Reads one mutant. */
  interface Reading {
    void read(byte[] mutant) throws Exception;
  }

  /** How many mutants to try: the system property {@code medsam2.fuzz}, or 150. */
  static int count() {
    return Integer.getInteger("medsam2.fuzz", 150);
  }

  /**
   * Reads every mutant and demands a result or an exception of the library within a bounded time.
   */
  static void survive(String name, byte[] good, Reading reading) throws Exception {
    reading.read(good);
    int refused = 0;
    for (int seed = 0; seed < count(); seed++) {
      byte[] mutant = mutate(good, new Random(31L * seed + name.hashCode()));
      long start = System.nanoTime();
      try {
        reading.read(mutant);
      } catch (MedSam2Exception e) {
        refused++;
      } catch (Throwable e) {
        throw new AssertionError(name + ", mutant " + seed, e);
      }
      long millis = (System.nanoTime() - start) / 1_000_000;
      assertThat(millis).as("%s, mutant %d", name, seed).isLessThan(SLOWEST_MILLIS);
    }
    assertThat(refused).as("refused mutants of %s", name).isPositive();
  }

  static byte[] mutate(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int i = 0; i <= random.nextInt(3); i++) {
      bytes = bytes.length == 0 ? bytes : once(bytes, random);
    }
    return bytes;
  }

  private static byte[] once(byte[] bytes, Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> flip(bytes, random);
      case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 2 -> splice(bytes, random, random.nextInt(40));
      case 3 -> splice(bytes, random, 0);
      case 4, 5 -> extreme(bytes, random);
      default -> word(bytes, random);
    };
  }

  private static byte[] flip(byte[] bytes, Random random) {
    for (int i = 0; i <= random.nextInt(8); i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  /** Drops a piece and puts some random bytes in its place. */
  private static byte[] splice(byte[] bytes, Random random, int added) {
    int at = random.nextInt(bytes.length);
    int dropped = Math.min(bytes.length - at, random.nextInt(40));
    byte[] piece = new byte[added];
    random.nextBytes(piece);
    byte[] out = new byte[bytes.length - dropped + added];
    System.arraycopy(bytes, 0, out, 0, at);
    System.arraycopy(piece, 0, out, at, added);
    System.arraycopy(bytes, at + dropped, out, at + added, bytes.length - at - dropped);
    return out;
  }

  private static byte[] extreme(byte[] bytes, Random random) {
    int size = 1 << random.nextInt(4);
    // Headers lie at the start: most changes belong there.
    int reach = random.nextBoolean() ? Math.min(bytes.length, 560) : bytes.length;
    int at = random.nextInt(reach) / size * size;
    if (at + size <= bytes.length) {
      boolean little = random.nextBoolean();
      long value = EXTREMES[random.nextInt(EXTREMES.length)];
      ByteBuffer b = ByteBuffer.wrap(bytes);
      b.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      switch (size) {
        case 1 -> b.put(at, (byte) value);
        case 2 -> b.putShort(at, (short) value);
        case 4 -> b.putInt(at, (int) value);
        default -> b.putLong(at, value);
      }
    }
    return bytes;
  }

  /** Replaces one word of text by another. */
  private static byte[] word(byte[] bytes, Random random) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    MatchResult[] words = WORD.matcher(text).results().toArray(MatchResult[]::new);
    if (words.length == 0) {
      return bytes;
    }
    MatchResult chosen = words[random.nextInt(words.length)];
    String replacement =
        random.nextInt(4) == 0
            ? words[random.nextInt(words.length)].group()
            : WORDS[random.nextInt(WORDS.length)];
    String out = text.substring(0, chosen.start()) + replacement + text.substring(chosen.end());
    return out.getBytes(StandardCharsets.ISO_8859_1);
  }
}
