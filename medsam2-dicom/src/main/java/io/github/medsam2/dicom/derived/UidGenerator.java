// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.UUID;

/**
 * Makes unique identifiers of the form {@code 2.25.}UUID (PS3.5 annex B.2), which need no
 * registered root and tell nothing about who made them. Implementations are thread-safe.
 */
@FunctionalInterface
public interface UidGenerator {

  /** A new identifier, at most 44 characters. */
  String next();

  /** Identifiers of random UUIDs. */
  static UidGenerator random() {
    return () -> of(UUID.randomUUID());
  }

  /** The same identifiers for the same seed, for tests: not unique across programs. */
  static UidGenerator seeded(long seed) {
    Random random = new Random(seed);
    return () -> {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      return of(UUID.nameUUIDFromBytes(bytes));
    };
  }

  /** The identifier of a name: always the same for the same one. */
  static String named(String name) {
    return of(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)));
  }

  private static String of(UUID uuid) {
    BigInteger number = new BigInteger(uuid.toString().replace("-", ""), 16);
    return "2.25." + number;
  }
}
