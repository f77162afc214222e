// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

/**
 * What a file of weights may ask for. Published files need a tenth of each bound at most; a hostile
 * file stays inside a heap of 256 MB and ends within a second.
 *
 * <p>These are constants of a format, and no {@link io.github.medsam2.file.ReadLimits}: those say
 * how much memory a caller grants to the samples of one volume or image, which depends on his
 * machine. Weights are mapped.
 */
public final class WeightFileBounds {
  /** Bytes of what describes the tensors: a safetensors header, a pickle, a zip directory. */
  public static final int DESCRIPTION_BYTES = 8 << 20;

  /** Tensors of a file, and entries of a zip archive. */
  public static final int TENSORS = 1 << 16;

  /** Axes of a tensor. */
  public static final int RANK = 16;

  /** Instructions of a pickle, and so its values, its memo and its stack: about 45 per tensor. */
  public static final int INSTRUCTIONS = 1 << 20;

  /** Bytes of one text in a pickle. */
  public static final int TEXT_BYTES = 1 << 20;

  /** Bytes of all tensors of a file that do not lie row-major in it and are copied to the heap. */
  public static final long REARRANGED_BYTES = 64 << 20;

  private WeightFileBounds() {}
}
