// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.Mask;
import io.github.medsam2.image.resample.AntialiasedBilinear;

/** SAM 2's rules, which MedSAM2 keeps. */
record Sam2Rules() implements TrackerRules {
  private static final float SURE = 10;

  @Override
  public boolean correctsFromMemory() {
    return true;
  }

  @Override
  public boolean remembersApart() {
    return false;
  }

  @Override
  public int conditioning(int asked) {
    return asked;
  }

  @Override
  public float[] forPointer(Mask mask, int side) {
    float[] m = mask.toFloats();
    float[] large = AntialiasedBilinear.resize(m, mask.width(), mask.height(), side, side);
    for (int i = 0; i < large.length; i++) {
      large[i] = large[i] >= 0.5f ? 1 : 0;
    }
    return large;
  }

  @Override
  public float[] logits(Mask mask, float[] forPointer, int from, int to) {
    float[] high = new float[forPointer.length];
    for (int i = 0; i < high.length; i++) {
      high[i] = 2 * SURE * forPointer[i] - SURE;
    }
    return AntialiasedBilinear.resize(high, from, from, to, to);
  }
}
