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
  private static final int DECODER_HEADS = 8;
  private static final int MASKS = 4;

  /** The decoder's own six tokens, and those of a box, or of no prompt. */
  private static final int BOX = 6 + 3;

  private static final int EMPTY = 6 + 2;

  /** As published; less the padded tokens of windows; less the folded lateral convolutions. */
  static final double ENCODER = 62.85 - 6.01 - 1.41;

  /** Frame part of memory attention: the first self-attention and the first query. */
  static final double LOOK = selfAttention() + query();

  static final double MEMORY_ENCODER = 2.90;

  private Flops() {}

  /** The mask decoder with boxes on an image that was seen before: three tokens a box. */
  static double decoder(int prompts) {
    double firstLayer = meeting(BOX) + 3 * product(GRID, WIDTH / 2, BOX);
    return prompts * (firstLayer + 6 * meeting(BOX) + decoderRest(BOX));
  }

  /** The mask decoder on a tracked frame: two tokens that say nothing. */
  static double trackedDecoder() {
    return 10 * meeting(EMPTY) + decoderRest(EMPTY);
  }

  /** The image multiplied with the tokens of all heads, once. */
  private static double meeting(int tokens) {
    return product(GRID, WIDTH, DECODER_HEADS * tokens);
  }

  /** Perceptrons of the tokens and upscaling. */
  private static double decoderRest(int tokens) {
    double perceptrons = 4 * product(tokens, WIDTH, 8 * WIDTH);
    double up = product(GRID, WIDTH, WIDTH) + product(4 * GRID, WIDTH / 4, WIDTH / 2);
    return perceptrons + up + product(16 * GRID, WIDTH / 8, MASKS);
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
