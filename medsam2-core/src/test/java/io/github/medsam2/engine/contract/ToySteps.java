// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Small networks to train. */
final class ToySteps {
  private ToySteps() {}

  /** The weights of {@link #network} and two that it does not reach with a gradient. */
  static Map<String, HostTensor> tensors() {
    Map<String, HostTensor> t = new LinkedHashMap<>();
    t.put("conv.weight", Values.about(1, 0, 0.4, 8, 1, 3, 3));
    t.put("conv.bias", Values.about(2, 0, 0.1, 8));
    t.put("group.weight", Values.about(31, 1, 0.2, 8));
    t.put("group.bias", Values.about(32, 0, 0.2, 8));
    t.put("norm.weight", Values.about(3, 1, 0.1, 8));
    t.put("norm.bias", Values.about(4, 0, 0.1, 8));
    t.put("qkv.weight", Values.about(5, 0, 0.4, 24, 8));
    t.put("head.weight", Values.about(6, 0, 0.5, 3, 8));
    t.put("table", Values.about(7, 0, 0.5, 5, 8));
    t.put("multiplied by zero", Values.normal(8, 3));
    t.put("not asked for", Values.normal(9, 3));
    t.put("cut off", Values.normal(10, 3));
    return t;
  }

  static Weights weights() {
    return MapWeights.inMemory(tensors());
  }

  /** What {@link #network} moves; "multiplied by zero" has a gradient of zeros besides. */
  static Set<String> moved() {
    return Set.of(
        "conv.weight",
        "conv.bias",
        "group.weight",
        "group.bias",
        "norm.weight",
        "norm.bias",
        "qkv.weight",
        "head.weight",
        "table");
  }

  /** Convolution, norm, attention and a linear head under a sum of losses. */
  static TrainingStep network(long seed) {
    return new StepOf("toy " + seed, (ops, report) -> network(ops, seed, report));
  }

  private static Object network(LossOps<Object> ops, long seed, Map<String, Object> report) {
    Object x = ops.constant(Values.normal(seed, 2, 1, 6, 6));
    Object map =
        ops.scope(
            () ->
                ops.groupNorm(
                    ops.gelu(
                        ops.conv2d(x, ops.param("conv.weight"), ops.param("conv.bias"), 2, 1, 1)),
                    4,
                    ops.param("group.weight"),
                    ops.param("group.bias"),
                    1e-5));
    Object tokens = ops.permute(ops.reshape(map, 2, 8, 9), 0, 2, 1);
    List<Object> attended =
        ops.scopeAll(
            () -> {
              Object n =
                  ops.layerNorm(tokens, ops.param("norm.weight"), ops.param("norm.bias"), 1e-5);
              Object qkv = ops.linear(n, ops.param("qkv.weight"), null);
              Object q = ops.slice(qkv, 2, 0, 8);
              Object k = ops.slice(qkv, 2, 8, 16);
              Object a = ops.scope(() -> ops.attention(q, k, ops.slice(qkv, 2, 16, 24), 2, null));
              return List.of(ops.add(a, tokens), k);
            });
    Object rows =
        ops.gather(ops.param("table"), ops.constant(HostTensor.of(new long[] {4, 1}, 2, 1)));
    Object out = ops.linear(ops.add(attended.get(0), rows), ops.param("head.weight"), null);
    report.put("logits", out);
    report.put("best", ops.firstMax(out, -1));
    Object loss = ops.add(lossOf(ops, out), ops.affine(ops.total(attended.get(1)), 0.1, 0));
    Object zero = ops.mul(ops.param("multiplied by zero"), ops.constant(Values.filled(0, 3)));
    Object cut = ops.stopGradient(ops.param("cut off"));
    return ops.add(loss, ops.add(ops.total(zero), ops.total(cut)));
  }

  private static Object lossOf(LossOps<Object> ops, Object logits) {
    Object y = ops.constant(HostTensor.of(new float[] {1, 0, 1}, 1, 1, 3));
    Object bce = ops.mean(ops.sub(ops.softplus(logits), ops.mul(logits, y)), 0, 1, 2);
    Object p = ops.sigmoid(logits);
    Object dice =
        ops.div(
            ops.affine(ops.sum(ops.mul(p, y), 1, 2), 2, 1),
            ops.affine(ops.add(ops.sum(p, 1, 2), ops.sum(y, 1, 2)), 1, 1));
    Object choice = ops.firstMax(ops.affine(logits, -1, 0), -1);
    Object chosen = ops.sum(ops.mul(ops.logSoftmax(logits), choice), 2);
    Object largest = ops.max(logits, 1);
    Object spread = ops.log(ops.affine(ops.exp(ops.abs(largest)), 1, 1));
    Object pooled = ops.maxPool(ops.reshape(logits, 2, 1, 9, 3), 3, 1);
    return ops.add(
        ops.add(ops.total(bce), ops.total(dice)),
        ops.add(
            ops.affine(ops.total(chosen), -0.1, 0),
            ops.add(ops.affine(ops.total(spread), 0.1, 0), ops.mean(ops.reshape(pooled, -1), 0))));
  }

  /** {@code W + s B A} for every weight that has factors. */
  record Adapter(Weights weights, double scale) implements ParameterView {
    @Override
    public <T> T value(Ops<T> stored, String key) {
      if (!weights.keys().contains(key + ".A")) {
        return stored.param(key);
      }
      T product = stored.matmul(stored.param(key + ".B"), stored.param(key + ".A"));
      return stored.add(stored.param(key), stored.affine(product, scale, 0));
    }
  }

  /** The toy's weights with factors of rank 2 for the qkv. */
  static Map<String, HostTensor> adapted() {
    Map<String, HostTensor> t = tensors();
    t.put("qkv.weight.A", Values.about(21, 0, 0.3, 2, 8));
    t.put("qkv.weight.B", Values.about(22, 0, 0.3, 24, 2));
    return t;
  }
}
