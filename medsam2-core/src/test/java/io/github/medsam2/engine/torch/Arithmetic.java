package io.github.medsam2.engine.torch;

/** Operations of the network in plain loops over double arrays, to compare an engine with. */
final class Arithmetic {

  private Arithmetic() {}

  /** A tensor index to its value. */
  interface Cell {
    double at(int n, int c, int y, int x);
  }

  /** (N, C, H, W) filled cell by cell. */
  static double[] fill(int n, int c, int h, int w, Cell cell) {
    double[] out = new double[n * c * h * w];
    int i = 0;
    for (int b = 0; b < n; b++) {
      for (int k = 0; k < c; k++) {
        for (int y = 0; y < h; y++) {
          for (int x = 0; x < w; x++) {
            out[i++] = cell.at(b, k, y, x);
          }
        }
      }
    }
    return out;
  }

  /** x (n, c, h, w), weight (o, c / groups, k, k). */
  static double[] conv2d(
      double[] x,
      int[] xs,
      double[] weight,
      int[] ws,
      double[] bias,
      int[] strideAndPad,
      int groups) {
    int stride = strideAndPad[0];
    int pad = strideAndPad[1];
    int outH = (xs[2] + 2 * pad - ws[2]) / stride + 1;
    int outW = (xs[3] + 2 * pad - ws[3]) / stride + 1;
    int perGroup = ws[0] / groups;
    return fill(
        xs[0],
        ws[0],
        outH,
        outW,
        (n, o, y, v) -> {
          double sum = bias[o];
          for (int c = 0; c < ws[1]; c++) {
            for (int i = 0; i < ws[2]; i++) {
              for (int j = 0; j < ws[3]; j++) {
                int yy = y * stride - pad + i;
                int xx = v * stride - pad + j;
                if (yy >= 0 && yy < xs[2] && xx >= 0 && xx < xs[3]) {
                  int in = (o / perGroup) * ws[1] + c;
                  sum +=
                      x[((n * xs[1] + in) * xs[2] + yy) * xs[3] + xx]
                          * weight[((o * ws[1] + c) * ws[2] + i) * ws[3] + j];
                }
              }
            }
          }
          return sum;
        });
  }

  /** Softmax attention of one head: q (l, d), k (m, d), v (m, e). */
  static double[] attention(double[] q, double[] k, double[] v, int l, int m) {
    int d = q.length / l;
    int e = v.length / m;
    double[] out = new double[l * e];
    for (int i = 0; i < l; i++) {
      double[] p = new double[m];
      double total = 0;
      for (int j = 0; j < m; j++) {
        double dot = 0;
        for (int t = 0; t < d; t++) {
          dot += q[i * d + t] * k[j * d + t];
        }
        p[j] = Math.exp(dot / Math.sqrt(d));
        total += p[j];
      }
      for (int j = 0; j < m; j++) {
        for (int t = 0; t < e; t++) {
          out[i * e + t] += p[j] / total * v[j * e + t];
        }
      }
    }
    return out;
  }

  /** Layer norm of rows. */
  static double[] layerNorm(double[] x, double[] weight, double[] bias, double epsilon) {
    int c = weight.length;
    double[] out = new double[x.length];
    for (int row = 0; row < x.length; row += c) {
      double mean = 0;
      for (int i = 0; i < c; i++) {
        mean += x[row + i] / c;
      }
      double variance = 0;
      for (int i = 0; i < c; i++) {
        variance += (x[row + i] - mean) * (x[row + i] - mean) / c;
      }
      for (int i = 0; i < c; i++) {
        out[row + i] = (x[row + i] - mean) / Math.sqrt(variance + epsilon) * weight[i] + bias[i];
      }
    }
    return out;
  }

  /** One channel h x w resized with half-pixel centres and clamped edges. */
  static double[] bilinear(double[] x, int h, int w, int outH, int outW) {
    return fill(
        1,
        1,
        outH,
        outW,
        (n, c, y, v) -> {
          double sy = Math.max(0, (y + 0.5) * h / outH - 0.5);
          double sx = Math.max(0, (v + 0.5) * w / outW - 0.5);
          int y0 = Math.min(h - 1, (int) sy);
          int x0 = Math.min(w - 1, (int) sx);
          int y1 = Math.min(h - 1, y0 + 1);
          int x1 = Math.min(w - 1, x0 + 1);
          double fy = Math.min(1, sy - y0);
          double fx = Math.min(1, sx - x0);
          double top = x[y0 * w + x0] * (1 - fx) + x[y0 * w + x1] * fx;
          double bottom = x[y1 * w + x0] * (1 - fx) + x[y1 * w + x1] * fx;
          return top * (1 - fy) + bottom * fy;
        });
  }
}
