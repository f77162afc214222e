// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Mask;
import java.util.BitSet;

/** A mask in a few hundred bytes: one bit for each pixel of the box around it. */
record KeptMask(int width, int height, Bounds box, BitSet bits) {

  static KeptMask of(Mask mask) {
    Bounds b = mask.bounds().orElse(new Bounds(0, 0, 0, 0));
    BitSet bits = new BitSet();
    mask.forEachRun(
        (y, from, to) ->
            bits.set((y - b.y()) * b.width() + from - b.x(), (y - b.y()) * b.width() + to - b.x()));
    return new KeptMask(mask.width(), mask.height(), b, bits);
  }

  Mask mask() {
    byte[] pixels = new byte[width * height];
    bits.stream()
        .forEach(i -> pixels[(box.y() + i / box.width()) * width + box.x() + i % box.width()] = 1);
    return Mask.of(width, height, pixels);
  }
}
