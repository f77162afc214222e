// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import static io.github.medsam2.engine.reference.Checks.require;

import org.jspecify.annotations.Nullable;

/** Convolutions, pooling and resizing. */
final class Images {

  private Images() {}

  static Nd conv2d(Nd x, Nd weight, @Nullable Nd bias, int stride, int padding, int groups) {
    Checks.rank("conv2d", x, 4);
    Checks.rank("conv2d weight", weight, 4);
    int out = weight.dim(0);
    int perGroup = weight.dim(1);
    require(
        x.dim(1) == perGroup * groups && out % groups == 0,
        "conv2d of " + groups + " groups",
        "channels that match and divide",
        x,
        weight);
    Window w = Window.of(x, weight.dim(2), weight.dim(3), stride, padding);
    int depth = perGroup * w.kh * w.kw;
    int outGroup = out / groups;
    float[] y = new float[Math.multiplyExact(x.dim(0) * out, w.cells())];
    float[] columns = new float[Math.multiplyExact(depth, w.cells())];
    for (int i = 0; i < x.dim(0) * groups; i++) {
      w.unfold(x.floats(), i * perGroup, perGroup, columns);
      Matrix.of(y, i * outGroup * w.cells(), outGroup, w.cells())
          .setProduct(
              Matrix.of(weight.floats(), i % groups * outGroup * depth, outGroup, depth),
              Matrix.of(columns, 0, depth, w.cells()));
    }
    Products.addBias("conv2d", y, out, w.cells(), bias);
    return Nd.over(y, x.dim(0), out, w.oh, w.ow);
  }

  /** The sizes of a convolution. */
  private record Window(
      int height, int width, int kh, int kw, int stride, int padding, int oh, int ow) {

    static Window of(Nd x, int kh, int kw, int stride, int padding) {
      int oh = Math.floorDiv(x.dim(2) + 2 * padding - kh, stride) + 1;
      int ow = Math.floorDiv(x.dim(3) + 2 * padding - kw, stride) + 1;
      require(oh > 0 && ow > 0, "conv2d", "an image no smaller than the kernel", x);
      return new Window(x.dim(2), x.dim(3), kh, kw, stride, padding, oh, ow);
    }

    int cells() {
      return oh * ow;
    }

    /** Row (channel, ky, kx) of the columns holds the pixel under that tap at every position. */
    void unfold(float[] x, int firstPlane, int planes, float[] columns) {
      int at = 0;
      for (int row = 0; row < planes * kh * kw; row++) {
        int plane = (firstPlane + row / (kh * kw)) * height * width;
        int ky = row / kw % kh - padding;
        int kx = row % kw - padding;
        for (int i = 0; i < cells(); i++) {
          int sy = i / ow * stride + ky;
          int sx = i % ow * stride + kx;
          boolean inside = sy >= 0 && sy < height && sx >= 0 && sx < width;
          columns[at++] = inside ? x[plane + sy * width + sx] : 0;
        }
      }
    }
  }

  static Nd convTranspose2x2(Nd x, Nd weight, Nd bias) {
    Checks.rank("convTranspose2x2", x, 4);
    Checks.rank("convTranspose2x2 weight", weight, 4);
    require(
        weight.dim(0) == x.dim(1) && weight.dim(2) == 2 && weight.dim(3) == 2,
        "convTranspose2x2",
        "weight (" + x.dim(1) + ", out, 2, 2)",
        weight);
    int cells = x.dim(2) * x.dim(3);
    int taps = weight.dim(1) * 4;
    // Every input pixel makes its own 2x2 cell, so the cells of all pixels are one product.
    float[] cellsOut = new float[Math.multiplyExact(x.dim(0) * taps, cells)];
    for (int n = 0; n < x.dim(0); n++) {
      Matrix.of(cellsOut, n * taps * cells, taps, cells)
          .setProduct(
              Matrix.of(weight.floats(), 0, x.dim(1), taps).transposed(),
              Matrix.of(x.floats(), n * x.dim(1) * cells, x.dim(1), cells));
    }
    Nd apart = Nd.over(cellsOut, x.dim(0), weight.dim(1), 2, 2, x.dim(2), x.dim(3));
    float[] y = Layout.permute(apart, 0, 1, 4, 2, 5, 3).floats();
    Products.addBias("convTranspose2x2", y, weight.dim(1), 4 * cells, bias);
    return Nd.over(y, x.dim(0), weight.dim(1), 2L * x.dim(2), 2L * x.dim(3));
  }

  static Nd maxPool2x2ChannelsLast(Nd x) {
    Checks.rank("maxPool2x2ChannelsLast", x, 4);
    int h = x.dim(1);
    int w = x.dim(2);
    int c = x.dim(3);
    require(h % 2 == 0 && w % 2 == 0, "maxPool2x2ChannelsLast", "even height and width", x);
    float[] in = x.floats();
    float[] out = new float[in.length / 4];
    for (int i = 0; i < out.length; i++) {
      int cell = i / c;
      int row = cell / (w / 2); // counts rows of all images; each takes two input rows
      int p = ((row * 2) * w + cell % (w / 2) * 2) * c + i % c;
      out[i] = Math.max(Math.max(in[p], in[p + c]), Math.max(in[p + w * c], in[p + w * c + c]));
    }
    return Nd.over(out, x.dim(0), h / 2, w / 2, c);
  }

  static Nd upsampleNearest2x(Nd x) {
    Checks.rank("upsampleNearest2x", x, 4);
    int w = x.dim(3);
    float[] out = new float[Math.multiplyExact(x.floats().length, 4)];
    for (int i = 0; i < out.length; i++) {
      int row = i / (2 * w); // counts rows of all planes
      out[i] = x.floats()[row / 2 * w + i % (2 * w) / 2];
    }
    return Nd.over(out, x.dim(0), x.dim(1), 2L * x.dim(2), 2L * w);
  }

  static Nd resizeBilinear(Nd x, int height, int width) {
    Checks.rank("resizeBilinear", x, 4);
    require(height > 0 && width > 0, "resizeBilinear", "a size above 0", height, width);
    int h = x.dim(2);
    int w = x.dim(3);
    int planes = x.dim(0) * x.dim(1);
    float[] in = x.floats();
    float[] out = new float[Math.multiplyExact(planes, Math.multiplyExact(height, width))];
    for (int i = 0; i < out.length; i++) {
      int plane = i / (height * width) * h * w;
      double sy = source(i / width % height, h, height);
      double sx = source(i % width, w, width);
      int row = (int) sy;
      int left = (int) sx;
      int top = plane + row * w;
      int bottom = plane + Math.min(row + 1, h - 1) * w;
      int right = Math.min(left + 1, w - 1);
      double upper = mix(in[top + left], in[top + right], sx - left);
      double lower = mix(in[bottom + left], in[bottom + right], sx - left);
      out[i] = (float) mix(upper, lower, sy - row);
    }
    return Nd.over(out, x.dim(0), x.dim(1), height, width);
  }

  /** The place in the input under the centre of an output pixel, never before the first centre. */
  private static double source(int i, int in, int out) {
    return Math.max(0, (i + 0.5) * in / out - 0.5);
  }

  private static double mix(double a, double b, double share) {
    return a + (b - a) * share;
  }
}
