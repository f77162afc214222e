// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import io.github.medsam2.error.InvalidInputException;
import java.util.regex.Pattern;

/** Hashes as text. */
final class Hex {
  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private Hex() {}

  static void require(String what, String hash) {
    if (!SHA_256.matcher(hash).matches()) {
      throw new InvalidInputException(
          what, "64 hexadecimal digits", "something else", "take a whole copy");
    }
  }
}
