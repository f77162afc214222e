// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import io.github.medsam2.dicom.error.DicomException;

/**
 * The size of a frame. Decoders are told the size to expect and refuse a stream of another one
 * before they allocate.
 *
 * @param width columns, 1 to 65535
 * @param height rows, 1 to 65535
 * @param components samples a pixel, 1 to 4
 */
public record FrameShape(int width, int height, int components) {

  /** Checks the ranges. */
  public FrameShape {
    boolean fits = width >= 1 && height >= 1 && width <= 0xffff && height <= 0xffff;
    if (!fits || components < 1 || components > 4) {
      throw new DicomException(
          "frame",
          "1 to 65535 columns and rows of 1 to 4 samples",
          width + "x" + height + "x" + components,
          "correct the image's description");
    }
  }

  /** Samples of one frame. */
  public int samples() {
    return Math.toIntExact(Math.multiplyExact((long) width * height, components));
  }

  /** Refuses a stream of another size. */
  public void require(String codec, int foundWidth, int foundHeight, int foundComponents) {
    if (foundWidth != width || foundHeight != height || foundComponents != components) {
      throw Corrupt.at(
          codec,
          0,
          width + "x" + height + "x" + components + " samples as the data set says",
          foundWidth + "x" + foundHeight + "x" + foundComponents);
    }
  }

  /** Refuses a stream too short to hold this many samples, before they are allocated. */
  void requireBytes(String codec, int bytes, int samplesPerByte) {
    if ((long) bytes * samplesPerByte < samples()) {
      throw Corrupt.at(
          codec, bytes, "a stream that could hold " + samples() + " samples", bytes + " bytes");
    }
  }
}
