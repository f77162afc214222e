// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import java.util.Arrays;

/** Decodes one JPEG-LS scan into interleaved samples. */
final class LsDecoder {
  private final JpegStream in;
  private final int[] components;
  private final FrameShape shape;
  private final short[] samples;
  private final LsModel model;
  private final LsBits bits;
  private final boolean bySample;

  /** Lines of each component with one sample of margin on both sides. */
  private final int[][] previous;

  private final int[][] current;
  private final int[] runIndex;

  LsDecoder(JpegStream in, JpegStream.Scan scan, FrameShape shape, short[] samples) {
    this.in = in;
    this.components = scan.components();
    this.shape = shape;
    this.samples = samples;
    int n = components.length;
    boolean interleaving = n == 1 ? scan.second() <= 2 : scan.second() == 1 || scan.second() == 2;
    if (!interleaving || scan.third() != 0) {
      throw Corrupt.unsupported("JPEG-LS", "an interleaving and no point transform", "others");
    }
    bySample = n > 1 && scan.second() == 2;
    LsPreset preset = in.preset == null ? new LsPreset(0, 0, 0, 0, 0) : in.preset;
    model = new LsModel(preset.withDefaults(in.frame().precision(), scan.first()), scan.first());
    bits = new LsBits(in.data, in.position());
    previous = new int[n][shape.width() + 2];
    current = new int[n][shape.width() + 2];
    runIndex = new int[n];
  }

  void decode() {
    for (int y = 0; y < shape.height(); y++) {
      if (in.restartInterval > 0 && y > 0 && y % in.restartInterval == 0) {
        restart();
      }
      for (int i = 0; i < components.length; i++) {
        swap(i);
      }
      if (bySample) {
        pixels();
      } else {
        for (int i = 0; i < components.length; i++) {
          line(i);
        }
      }
      store(y);
      bits.requireNotSpent();
    }
    bits.requireReal();
    in.continueAt(bits.position());
  }

  /** A restart interval counts lines in JPEG-LS. */
  private void restart() {
    bits.restart();
    model.reset();
    for (int i = 0; i < components.length; i++) {
      Arrays.fill(current[i], 0);
      Arrays.fill(previous[i], 0);
      runIndex[i] = 0;
    }
  }

  private void swap(int i) {
    int[] line = previous[i];
    previous[i] = current[i];
    current[i] = line;
    int width = shape.width();
    previous[i][width + 1] = previous[i][width];
    current[i][0] = previous[i][1];
  }

  private void store(int y) {
    int n = shape.components();
    for (int i = 0; i < components.length; i++) {
      int to = y * shape.width() * n + components[i];
      int[] line = current[i];
      for (int x = 1; x <= shape.width(); x++, to += n) {
        samples[to] = (short) line[x];
      }
    }
  }

  private void line(int i) {
    int[] up = previous[i];
    int[] line = current[i];
    int width = shape.width();
    for (int x = 1; x <= width; x++) {
      int context = context(up, line, x);
      if (context != 0) {
        line[x] = regular(up, line, x, context);
        continue;
      }
      int run = run(i, width + 1 - x);
      Arrays.fill(line, x, x + run, line[x - 1]);
      x += run;
      if (x <= width) {
        line[x] = interruption(i, line[x - 1], up[x]);
        shorten(i);
      }
    }
  }

  private int context(int[] up, int[] line, int x) {
    return model.context(up[x + 1] - up[x], up[x] - up[x - 1], up[x - 1] - line[x - 1]);
  }

  /** One pixel after the other, each of all components; a run is one of all of them. */
  private void pixels() {
    int width = shape.width();
    int n = components.length;
    int[] contexts = new int[n];
    for (int x = 1; x <= width; x++) {
      boolean flat = true;
      for (int i = 0; i < n; i++) {
        contexts[i] = context(previous[i], current[i], x);
        flat &= contexts[i] == 0;
      }
      if (flat) {
        x = pixelRun(x);
      } else {
        for (int i = 0; i < n; i++) {
          current[i][x] = regular(previous[i], current[i], x, contexts[i]);
        }
      }
    }
  }

  private int pixelRun(int x) {
    int run = run(0, shape.width() + 1 - x);
    int end = x + run;
    for (int i = 0; i < components.length; i++) {
      Arrays.fill(current[i], x, end, current[i][x - 1]);
    }
    if (end <= shape.width()) {
      for (int i = 0; i < components.length; i++) {
        int left = current[i][end - 1];
        current[i][end] = interrupted(0, 0, left, previous[i][end]);
      }
      shorten(0);
    }
    return end;
  }

  private int regular(int[] up, int[] line, int x, int signed) {
    int sign = signed < 0 ? -1 : 1;
    int context = signed * sign;
    int prediction = model.predict(line[x - 1], up[x], up[x - 1], context, sign);
    int k = model.golombParameter(context);
    int code = bits.golomb(k, model.limit, model.wideBits);
    int error = (code & 1) == 0 ? code >> 1 : -((code + 1) >> 1);
    if (model.inverted(context, k)) {
      error = ~error;
    }
    model.update(context, error);
    return model.reconstruct(prediction, sign * error);
  }

  /** The length of a run of at most {@code left} samples. */
  private int run(int i, int left) {
    int run = 0;
    while (bits.bit() == 1) {
      int whole = 1 << LsModel.runBits(runIndex[i]);
      int n = Math.min(whole, left - run);
      run += n;
      if (n == whole) {
        runIndex[i] = Math.min(31, runIndex[i] + 1);
      }
      if (run == left) {
        return run;
      }
    }
    run += bits.bits(LsModel.runBits(runIndex[i]));
    if (run >= left) {
      throw Corrupt.at("JPEG-LS", bits.position(), "a run within its line", "a longer one");
    }
    return run;
  }

  private int interruption(int i, int left, int up) {
    int type = Math.abs(left - up) <= model.near ? 1 : 0;
    return interrupted(i, type, left, up);
  }

  private int interrupted(int i, int type, int left, int up) {
    int k = model.runParameter(type);
    int limit = model.limit - LsModel.runBits(runIndex[i]) - 1;
    int code = bits.golomb(k, limit, model.wideBits);
    int error = model.runError(type, k, code);
    model.updateRun(type, error, code);
    int sign = type == 0 && left > up ? -1 : 1;
    return model.reconstruct(type == 1 ? left : up, sign * error);
  }

  private void shorten(int i) {
    runIndex[i] = Math.max(0, runIndex[i] - 1);
  }
}
