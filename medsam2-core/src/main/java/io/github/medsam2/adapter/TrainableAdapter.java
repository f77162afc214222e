// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.ops.Ops;
import io.github.medsam2.ops.ParameterView;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An adapter as a training sees it: tensors that learn, beside the base's that do not, and what the
 * network sees of both, {@code W + scale * B A}. Immutable and thread-safe.
 *
 * <pre>{@code
 * TrainableAdapter ours = AdapterPlan.attention(8).begin("ours", base, 1);
 * Map<String, HostTensor> all = new LinkedHashMap<>(base.values());
 * all.putAll(ours.tensors());
 * TrainingSetup setup = TrainingSetup.of(weightsOf(all), ours.tensors().keySet()).withView(ours);
 * ..
 * ours.learned(training::value).write(folder);
 * }</pre>
 */
public final class TrainableAdapter implements ParameterView {
  private static final String A = ".lora_A";
  private static final String B = ".lora_B";

  private final Adapter start;
  private final Map<String, HostTensor> masks;

  TrainableAdapter(Adapter start, Map<String, HostTensor> masks) {
    this.start = start;
    this.masks = Map.copyOf(masks);
  }

  /** Goes on with an adapter; all its numbers may learn. */
  public static TrainableAdapter of(Adapter adapter) {
    return new TrainableAdapter(adapter, Map.of());
  }

  /** The adapter it begins with. */
  public Adapter start() {
    return start;
  }

  /**
   * What learns, with its first values, by keys of its own for factors and the base's for whole
   * tensors: to be put beside the base's weights, or in their place.
   */
  public Map<String, HostTensor> tensors() {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    start
        .corrections()
        .forEach(
            (module, c) -> {
              tensors.put(module + A, c.a());
              tensors.put(module + B, c.b());
            });
    tensors.putAll(start.whole());
    return tensors;
  }

  @Override
  public <T> T value(Ops<T> stored, String key) {
    T weight = stored.param(key);
    String module = key.substring(0, Math.max(0, key.lastIndexOf('.')));
    LowRank correction = key.endsWith(".weight") ? start.corrections().get(module) : null;
    if (correction == null) {
      return weight;
    }
    T outer = stored.param(module + B);
    HostTensor mask = masks.get(module);
    T b = mask == null ? outer : stored.mul(outer, stored.constant(mask));
    int rank = correction.rank();
    Shape shape = correction.weightShape();
    long columns = shape.count() / shape.dim(0);
    T product =
        stored.matmul(
            stored.reshape(b, shape.dim(0), rank),
            stored.reshape(stored.param(module + A), rank, columns));
    T change = stored.affine(stored.reshape(product, shape.dims()), correction.scale(), 0);
    return stored.add(weight, change);
  }

  /**
   * The adapter of what was learned.
   *
   * @param values gives the value of each key of {@link #tensors}
   */
  public Adapter learned(Function<String, HostTensor> values) {
    Map<String, LowRank> corrections = new TreeMap<>();
    start
        .corrections()
        .forEach(
            (module, c) -> {
              HostTensor b = masked(values.apply(module + B), masks.get(module));
              corrections.put(module, new LowRank(values.apply(module + A), b, c.alpha()));
            });
    Map<String, HostTensor> whole = new TreeMap<>();
    start.whole().keySet().forEach(key -> whole.put(key, values.apply(key)));
    return new Adapter(start.name(), corrections, whole);
  }

  private static HostTensor masked(HostTensor b, @Nullable HostTensor mask) {
    if (mask == null) {
      return b;
    }
    float[] values = b.toFloatArray();
    FloatBuffer open = mask.floats();
    for (int i = 0; i < values.length; i++) {
      values[i] *= open.get(i);
    }
    return HostTensor.of(values, b.shape().dims());
  }
}
