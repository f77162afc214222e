// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

/**
 * The arithmetic of each station of the tiny network at 512 pixels, in GFLOP (a multiply-add counts
 * as two). It is what the network as written here needs, after the savings that leave its numbers
 * alone; element-wise operations are not counted.
 */
final class Flops {
  private static final double GRID = 32 * 32;
  private static final double WIDTH = 256;
  private static final double MEMORY = 64;
  private static final double LAYERS = 4;
  private static final int POINTER_TOKENS = 4;

  /** As published; less the padded tokens of windows; less the folded lateral convolutions. */
  static final double ENCODER = 62.85 - 6.01 - 1.41;

  /** Frame part of memory attention: the first self-attention and the first query. */
  static final double LOOK = selfAttention() + query();

  static final double MEMORY_ENCODER = 2.90;

  private Flops() {}

  /**
   * The mask decoder; the projections of the raw image in its first layer are shared by prompts.
   */
  static double decoder(int prompts) {
    double shared = product(GRID, WIDTH, 3 * WIDTH / 2);
    return shared + prompts * (0.95 - shared);
  }

  /** Memory attention of one object, less the frame part. */
  static double condition(int maps, int pointers) {
    double tokens = maps * GRID + pointers * POINTER_TOKENS;
    double keys = product(tokens, MEMORY, WIDTH);
    double scores = product(GRID, WIDTH, tokens);
    double values = product(GRID, tokens, MEMORY) + product(GRID, MEMORY, WIDTH);
    double feedForward = 2 * product(GRID, WIDTH, 8 * WIDTH);
    double layer = selfAttention() + query() + keys + scores + values + feedForward;
    return LAYERS * layer - LOOK;
  }

  private static double selfAttention() {
    return 4 * product(GRID, WIDTH, WIDTH) + 2 * product(GRID, WIDTH, GRID);
  }

  private static double query() {
    return product(GRID, WIDTH, WIDTH);
  }

  static double product(double rows, double inner, double columns) {
    return 2e-9 * rows * inner * columns;
  }
}
