// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.Mask;
import io.github.medsam2.image.resample.AntialiasedBilinear;

/** SAM 3's rules. */
record Sam3Rules() implements TrackerRules {
  private static final int CONDITIONING = 4;
  private static final float SURE = 1024;

  @Override
  public boolean correctsFromMemory() {
    return false;
  }

  @Override
  public boolean remembersApart() {
    return true;
  }

  @Override
  public int conditioning(int asked) {
    return asked == 0 ? CONDITIONING : asked;
  }

  /** The edge stays soft. */
  @Override
  public float[] forPointer(Mask mask, int side) {
    return AntialiasedBilinear.resize(mask.toFloats(), mask.width(), mask.height(), side, side);
  }

  @Override
  public float[] logits(Mask mask, float[] forPointer, int from, int to) {
    float[] logits = mask.toFloats();
    for (int i = 0; i < logits.length; i++) {
      logits[i] = logits[i] > 0.5f ? SURE : -SURE;
    }
    return AntialiasedBilinear.resize(logits, mask.width(), mask.height(), to, to);
  }
}
