// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.io.ByteArrayOutputStream;

/** Writes lossless JPEG-LS, one scan a component. */
final class LsEncoder {
  private final CodedImage image;
  private final int width;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private LsModel model;
  private int runIndex;
  private long buffer;
  private int count;
  private boolean afterFf;

  LsEncoder(CodedImage image) {
    this.image = image;
    this.width = image.shape().width();
    this.model = model();
  }

  private LsModel model() {
    return new LsModel(new LsPreset(0, 0, 0, 0, 0).withDefaults(image.precision(), 0), 0);
  }

  byte[] encode() {
    int n = image.shape().components();
    u16(0xffd8);
    u16(0xfff7);
    u16(8 + 3 * n);
    out.write(image.precision());
    u16(image.shape().height());
    u16(width);
    out.write(n);
    for (int c = 1; c <= n; c++) {
      out.write(c);
      out.write(0x11);
      out.write(0);
    }
    for (int c = 0; c < n; c++) {
      u16(0xffda);
      u16(8);
      out.write(1);
      out.write(c + 1);
      u16(0);
      u16(0);
      scan(c);
    }
    u16(0xffd9);
    return out.toByteArray();
  }

  private void scan(int component) {
    model = model();
    runIndex = 0;
    int n = image.shape().components();
    int[] up = new int[width + 2];
    int[] line = new int[width + 2];
    int at = component;
    for (int y = 0; y < image.shape().height(); y++) {
      for (int x = 1; x <= width; x++, at += n) {
        line[x] = image.samples()[at] & 0xffff;
      }
      up[width + 1] = up[width];
      line[0] = up[1];
      line(up, line);
      int[] done = up;
      up = line;
      line = done;
    }
    flush();
  }

  private void line(int[] up, int[] line) {
    for (int x = 1; x <= width; x++) {
      int context = model.context(up[x + 1] - up[x], up[x] - up[x - 1], up[x - 1] - line[x - 1]);
      if (context != 0) {
        regular(up, line, x, context);
      } else {
        x = run(up, line, x);
      }
    }
  }

  private void regular(int[] up, int[] line, int x, int signed) {
    int sign = signed < 0 ? -1 : 1;
    int context = signed * sign;
    int prediction = model.predict(line[x - 1], up[x], up[x - 1], context, sign);
    int error = model.error(line[x], prediction, sign);
    int k = model.golombParameter(context);
    int mapped = model.inverted(context, k) ? ~error : error;
    golomb(mapped >= 0 ? 2 * mapped : -2 * mapped - 1, k, model.limit);
    model.update(context, error);
  }

  private int run(int[] up, int[] line, int start) {
    int x = start;
    while (x <= width && line[x] == line[start - 1]) {
      x++;
    }
    int left = x - start;
    while (left >= 1 << LsModel.runBits(runIndex)) {
      bits(1, 1);
      left -= 1 << LsModel.runBits(runIndex);
      runIndex = Math.min(31, runIndex + 1);
    }
    if (x > width) {
      if (left > 0) {
        bits(1, 1);
      }
      return x;
    }
    bits(0, 1);
    bits(left, LsModel.runBits(runIndex));
    interruption(line[x - 1], up[x], line[x]);
    runIndex = Math.max(0, runIndex - 1);
    return x;
  }

  private void interruption(int left, int up, int sample) {
    int type = left == up ? 1 : 0;
    int sign = type == 0 && left > up ? -1 : 1;
    int error = model.error(sample, type == 1 ? left : up, sign);
    int k = model.runParameter(type);
    int code = model.runCode(type, k, error);
    golomb(code, k, model.limit - LsModel.runBits(runIndex) - 1);
    model.updateRun(type, error, code);
  }

  private void golomb(int value, int k, int limit) {
    int longest = limit - model.wideBits - 1;
    int high = value >> k;
    if (high < longest) {
      zeros(high);
      bits(1, 1);
      bits(value & ((1 << k) - 1), k);
    } else {
      zeros(longest);
      bits(1, 1);
      bits(value - 1, model.wideBits);
    }
  }

  private void zeros(int n) {
    for (int left = n; left > 0; left -= 16) {
      bits(0, Math.min(16, left));
    }
  }

  private void bits(int value, int n) {
    buffer = (buffer << n) | (value & ((1L << n) - 1));
    count += n;
    while (count >= (afterFf ? 7 : 8)) {
      count -= afterFf ? 7 : 8;
      int b = (int) (buffer >>> count) & (afterFf ? 0x7f : 0xff);
      out.write(b);
      afterFf = b == 0xff;
    }
  }

  /** Fills the last byte with zeros; one after FF must follow it in any case. */
  private void flush() {
    int width = afterFf ? 7 : 8;
    if (count > 0 || afterFf) {
      bits(0, width - count);
    }
    count = 0;
    afterFf = false;
  }

  private void u16(int v) {
    out.write(v >>> 8);
    out.write(v);
  }
}
