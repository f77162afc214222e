// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/**
 * Brings a component to the size of the frame. Halved components are interpolated, three parts of
 * the nearer sample and one of the next, as most decoders do; other ratios repeat samples.
 */
final class Upsampling {

  private Upsampling() {}

  static void into(short[] out, DctPlane plane, JpegFrame frame, int index) {
    JpegFrame.Component c = frame.components()[index];
    boolean halfWide = c.horizontal() * 2 == frame.maxHorizontal() && plane.width > 2;
    boolean halfHigh = c.vertical() * 2 == frame.maxVertical();
    boolean fullHigh = c.vertical() == frame.maxVertical();
    if (halfWide && (halfHigh || fullHigh)) {
      interpolate(out, plane, frame, index, halfHigh);
    } else {
      repeat(out, plane, frame, index);
    }
  }

  private static void repeat(short[] out, DctPlane plane, JpegFrame frame, int index) {
    JpegFrame.Component c = frame.components()[index];
    int step = frame.components().length;
    int width = frame.width();
    int high = frame.maxVertical();
    int wide = frame.maxHorizontal();
    for (int y = 0, to = index; y < frame.height(); y++) {
      int line = y * c.vertical() / high * plane.stride;
      if (c.horizontal() == wide) {
        for (int x = 0; x < width; x++, to += step) {
          out[to] = plane.samples[line + x];
        }
      } else {
        for (int x = 0; x < width; x++, to += step) {
          out[to] = plane.samples[line + x * c.horizontal() / wide];
        }
      }
    }
  }

  private static void interpolate(
      short[] out, DctPlane plane, JpegFrame frame, int index, boolean halfHigh) {
    int step = frame.components().length;
    int[] line = new int[plane.width];
    // Horizontal weights add to 4; so do the vertical ones where there are any.
    int shift = halfHigh ? 4 : 2;
    int roundLeft = halfHigh ? 8 : 1;
    int roundRight = halfHigh ? 7 : 2;
    for (int y = 0; y < frame.height(); y++) {
      line(line, plane, y, halfHigh);
      int to = y * frame.width() * step + index;
      for (int x = 0; x < frame.width(); x++, to += step) {
        int near = x / 2;
        int far = x % 2 == 0 ? Math.max(0, near - 1) : Math.min(plane.width - 1, near + 1);
        int round = x % 2 == 0 ? roundLeft : roundRight;
        out[to] = (short) ((3 * line[near] + line[far] + round) >> shift);
      }
    }
  }

  private static void line(int[] line, DctPlane plane, int y, boolean halfHigh) {
    int near = halfHigh ? y / 2 : y;
    int far = y % 2 == 0 ? Math.max(0, near - 1) : Math.min(plane.height - 1, near + 1);
    short[] s = plane.samples;
    for (int x = 0; x < line.length; x++) {
      int v = s[near * plane.stride + x];
      line[x] = halfHigh ? 3 * v + s[far * plane.stride + x] : v;
    }
  }
}
