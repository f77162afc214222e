package io.github.medsam2.checkpoint;

/**
 * What a file of weights may ask for. Published files need less than a hundredth of each bound; a
 * hostile file stays inside a heap of 256 MB and ends in a second.
 */
final class Limits {
  /** Bytes of what describes the tensors: a safetensors header, a pickle, a zip directory. */
  static final int DESCRIPTION_BYTES = 8 << 20;

  /** Tensors of a file, and entries of a zip archive. */
  static final int TENSORS = 1 << 16;

  /** Axes of a tensor. */
  static final int RANK = 16;

  private Limits() {}
}
