// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** The operations of losses by plain loops; they know no gradients. */
public final class ReferenceLossOps extends ReferenceOps implements LossOps<Nd> {

  private final ReferenceOps stored;
  private final ParameterView view;

  /** Operations that see these weights through a view. */
  public ReferenceLossOps(Weights weights, ParameterView view) {
    super(weights);
    this.stored = new ReferenceOps(weights);
    this.view = view;
  }

  @Override
  public Nd param(String key) {
    return view.value(stored, key);
  }

  @Override
  public Nd exp(Nd x) {
    return Functions.map(x, Math::exp);
  }

  @Override
  public Nd softplus(Nd x) {
    return Functions.map(x, v -> Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))));
  }

  @Override
  public Nd abs(Nd x) {
    return Functions.map(x, Math::abs);
  }

  @Override
  public Nd div(Nd a, Nd b) {
    return Functions.zip("div", a, b, (p, q) -> p / q);
  }

  @Override
  public Nd logSoftmax(Nd x) {
    return lines(
        x,
        -1,
        line -> {
          double max = Arrays.stream(line).max().orElseThrow();
          double log = Math.log(Arrays.stream(line).map(v -> Math.exp(v - max)).sum());
          return Arrays.stream(line).map(v -> v - max - log).toArray();
        });
  }

  @Override
  public Nd sum(Nd x, int... axes) {
    Nd out = x;
    for (int axis : axes) {
      out = lines(out, axis, line -> new double[] {Arrays.stream(line).sum()});
    }
    return out;
  }

  @Override
  public Nd max(Nd x, int axis) {
    return lines(x, axis, line -> new double[] {Arrays.stream(line).max().orElseThrow()});
  }

  @Override
  public Nd firstMax(Nd x, int axis) {
    return lines(
        x,
        axis,
        line -> {
          double[] out = new double[line.length];
          int best = 0;
          for (int i = 1; i < line.length; i++) {
            best = line[i] > line[best] ? i : best;
          }
          out[best] = 1;
          return out;
        });
  }

  @Override
  public Nd maxPool(Nd x, int height, int width) {
    Checks.rank("maxPool", x, 4);
    return lines(lines(x, 2, line -> widest(line, height)), 3, line -> widest(line, width));
  }

  private static double[] widest(double[] line, int window) {
    double[] out = new double[line.length];
    for (int i = 0; i < line.length; i++) {
      int from = Math.max(0, i - window / 2);
      int to = Math.min(line.length, i + window / 2 + 1);
      out[i] = Arrays.stream(line, from, to).max().orElseThrow();
    }
    return out;
  }

  @Override
  public Nd stopGradient(Nd x) {
    return x;
  }

  /** Every line along an axis replaced by another, all of one length. */
  private static Nd lines(Nd x, int axis, UnaryOperator<double[]> f) {
    int at = axis < 0 ? x.rank() + axis : axis;
    Checks.axis("reduction", at, x);
    int size = x.dim(at);
    int inner = x.span(at + 1, x.rank());
    int outer = x.span(0, at);
    float[] in = x.floats();
    float[] out = new float[0];
    int length = 0;
    for (int o = 0; o < outer; o++) {
      for (int i = 0; i < inner; i++) {
        double[] line = new double[size];
        for (int k = 0; k < size; k++) {
          line[k] = in[(o * size + k) * inner + i];
        }
        double[] result = f.apply(line);
        if (out.length == 0) {
          length = result.length;
          out = new float[outer * inner * length];
        }
        for (int k = 0; k < length; k++) {
          out[(o * length + k) * inner + i] = (float) result[k];
        }
      }
    }
    return Nd.over(out, x.shape().with(at, length).dims());
  }

  @Override
  public HostTensor read(Nd x) {
    return x.toHost();
  }
}
