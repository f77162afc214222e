// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import io.github.medsam2.tensor.HostTensor;

/**
 * The way from an image to the input of the network: a float32 tensor (3, S, S), red, green and
 * blue, normalised. The aspect ratio is not kept; grey images give three channels. SAM 2 has two
 * ways, which differ in the last digits and more at edges, SAM 3 a third. Thread-safe.
 */
public sealed interface Preprocessor permits ImagePreprocessor, FramePreprocessor {

  /**
   * The way of single images: antialiased bilinear on floats. Images that are not 8-bit are mapped
   * by {@link Intensity#standard()}, each for itself.
   *
   * @param size S, the size of the model's input
   * @param normalization what the model's trunk takes out
   */
  static Preprocessor forImages(int size, Normalization normalization) {
    return new ImagePreprocessor(size, normalization, false);
  }

  /**
   * The way of slices of volumes and frames of cines: Pillow's bicubic on 8 bits. Images that are
   * not 8-bit are refused, because frames must be mapped together: see {@link FrameSource#of}.
   *
   * @param size S, the size of the model's input
   * @param normalization what the model's trunk takes out
   */
  static Preprocessor forFrames(int size, Normalization normalization) {
    return new FramePreprocessor(size, normalization);
  }

  /**
   * SAM 3's way of images and frames: antialiased bilinear, then rounded to 8 bits. Images that are
   * not 8-bit are mapped by {@link Intensity#standard()}, each for itself.
   *
   * @param size S, the size of the model's input
   * @param normalization what the model's trunk takes out
   */
  static Preprocessor rounded(int size, Normalization normalization) {
    return new ImagePreprocessor(size, normalization, true);
  }

  /** The size S of the tensors. */
  int size();

  /** The input of the network, (3, S, S), for an image. */
  HostTensor prepare(Image image);
}
