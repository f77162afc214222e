// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.image.Image;
import io.github.medsam2.rounds.journal.ObjectStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What an image is known by again. */
final class Pixels {

  private Pixels() {}

  /** SHA-256 of size, type and samples; samples of more than a byte in little-endian order. */
  static String sha256(Image image) {
    byte[] head =
        (image.width() + "x" + image.height() + "x" + image.channels() + " " + image.type() + "\n")
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer samples = image.pixels();
    byte[] all = Arrays.copyOf(head, head.length + samples.remaining());
    samples.get(all, head.length, samples.remaining());
    return ObjectStore.sha256(all);
  }
}
