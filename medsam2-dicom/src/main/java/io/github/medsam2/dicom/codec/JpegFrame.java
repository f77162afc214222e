// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.util.Arrays;

/**
 * A JPEG frame header: the kind of coding, precision, size and components.
 *
 * @param kind the SOF marker
 * @param precision bits of a sample
 * @param height rows
 * @param width columns
 * @param components each with its identifier, sampling factors and quantization table
 */
record JpegFrame(int kind, int precision, int height, int width, Component[] components) {

  /** One component. */
  record Component(int id, int horizontal, int vertical, int table) {}

  static JpegFrame read(JpegStream in, int kind, int from, int end) {
    in.need(from, end, 6, 0);
    int n = in.data[from + 5] & 0xff;
    in.need(from, end, 6 + 3 * n, 0);
    Component[] components = new Component[n];
    for (int i = 0; i < n; i++) {
      int p = from + 6 + 3 * i;
      int sampling = in.data[p + 1] & 0xff;
      components[i] =
          new Component(in.data[p] & 0xff, sampling >> 4, sampling & 15, in.data[p + 2] & 3);
      boolean valid = (sampling >> 4) >= 1 && (sampling >> 4) <= 4 && (sampling & 15) >= 1;
      if (!valid || (sampling & 15) > 4) {
        throw in.corrupt("sampling factors of 1 to 4", "others");
      }
    }
    return new JpegFrame(
        kind, in.data[from] & 0xff, in.u16(from + 1), in.u16(from + 3), components);
  }

  /** Refuses a frame of another size, coding or precision than the decoder can take. */
  void require(String codec, FrameShape expected, int minPrecision, int maxPrecision) {
    expected.require(codec, width, height, components.length);
    if (precision < minPrecision || precision > maxPrecision) {
      throw Corrupt.unsupported(
          codec, minPrecision + " to " + maxPrecision + " bits", precision + " bits");
    }
  }

  int index(JpegStream in, int id) {
    for (int i = 0; i < components.length; i++) {
      if (components[i].id == id) {
        return i;
      }
    }
    throw in.corrupt("components of the frame in a scan", "another");
  }

  boolean namedRgb() {
    return components[0].id == 'R' && components[1].id == 'G' && components[2].id == 'B';
  }

  boolean subsampled() {
    return Arrays.stream(components)
        .anyMatch(c -> c.horizontal != maxHorizontal() || c.vertical != maxVertical());
  }

  int maxHorizontal() {
    return Arrays.stream(components).mapToInt(Component::horizontal).max().orElse(1);
  }

  int maxVertical() {
    return Arrays.stream(components).mapToInt(Component::vertical).max().orElse(1);
  }
}
