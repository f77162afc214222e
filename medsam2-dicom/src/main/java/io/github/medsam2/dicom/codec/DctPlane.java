// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

/** Samples of one component in whole blocks, at the component's own size. */
final class DctPlane {
  /** Columns and rows that are part of the picture. */
  final int width;

  final int height;

  /** Blocks in a line and in a column, filled up to whole minimum coded units. */
  final int blocksAcross;

  final int blocksDown;
  final int stride;
  final short[] samples;

  DctPlane(JpegFrame frame, int index) {
    JpegFrame.Component c = frame.components()[index];
    int hMax = frame.maxHorizontal();
    int vMax = frame.maxVertical();
    width = ceil(frame.width() * c.horizontal(), hMax);
    height = ceil(frame.height() * c.vertical(), vMax);
    blocksAcross = ceil(frame.width(), 8 * hMax) * c.horizontal();
    blocksDown = ceil(frame.height(), 8 * vMax) * c.vertical();
    stride = blocksAcross * 8;
    samples = new short[Math.multiplyExact(stride, blocksDown * 8)];
  }

  static int ceil(int a, int b) {
    return (a + b - 1) / b;
  }
}
