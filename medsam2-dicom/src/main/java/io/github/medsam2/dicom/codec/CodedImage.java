// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/**
 * A decoded codestream.
 *
 * @param shape its size
 * @param precision bits of a sample that the stream says are used, 2 to 16
 * @param color what the stream says of its three components
 * @param samples row by row, components interleaved, each in the low bits; not copied
 */
public record CodedImage(FrameShape shape, int precision, Color color, short[] samples) {

  /** What a codestream itself says of its colour. */
  public enum Color {
    UNSAID,
    RGB,
    YBR
  }
}
