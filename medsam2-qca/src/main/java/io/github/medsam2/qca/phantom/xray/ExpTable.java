// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.xray;

/** The negative exponential from a table: fast, and the same bits on every machine. */
public final class ExpTable {
  private static final int PER_UNIT = 512;
  private static final int RANGE = 16;
  private final float[] table = new float[PER_UNIT * RANGE + 2];

  public ExpTable() {
    for (int i = 0; i < table.length; i++) {
      table[i] = (float) StrictMath.exp(-i / (double) PER_UNIT);
    }
  }

  /** exp(-x); for x below 0 the value at 0, beyond 16 that at 16. */
  public float of(float x) {
    float p = Math.min(RANGE, Math.max(0, x)) * PER_UNIT;
    int i = (int) p;
    return table[i] + (p - i) * (table[i + 1] - table[i]);
  }
}
