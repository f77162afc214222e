// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.StoredTensor.FileRegion;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Widening;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The initializers of a graph: parameters by key and constants by content, each once.
 *
 * <p>A parameter of float32 or of halves that lies in a file as it is becomes a reference to those
 * bytes, and the runtime maps them; nothing is copied into the graph. ONNX allows one folder for
 * all such files, that of the first parameter. Everything else is written into the graph.
 */
final class StoredValues {
  private static final int EXTERNAL = 1;
  private static final Set<DType> MAPPED = EnumSet.of(DType.FLOAT32, DType.FLOAT16, DType.BFLOAT16);

  private final Weights weights;
  private final Map<String, OnnxValue> params = new HashMap<>();
  private final Map<HostTensor, OnnxValue> constants = new HashMap<>();
  private final Map<String, ProtoMessage> tensors = new LinkedHashMap<>();
  private @Nullable Path folder;

  StoredValues(Weights weights) {
    this.weights = weights;
  }

  /** The tensor of a checkpoint key; of halves, float16 or bfloat16, if it lies so in a file. */
  OnnxValue param(String key) {
    OnnxValue known = params.get(key);
    return known == null ? store(key, weights.get(key)) : known;
  }

  /** Rows of the tensor of a checkpoint key, as {@link #param}. */
  OnnxValue rows(String key, long from, long to) {
    String part = key + "[" + from + ":" + to + "]";
    OnnxValue known = params.get(part);
    return known == null ? store(part, weights.get(key).rows(from, to)) : known;
  }

  private OnnxValue store(String key, StoredTensor tensor) {
    FileRegion region = region(tensor);
    String name = "param:" + key;
    OnnxValue value =
        region == null
            ? inline(name, wide(key, tensor.value()))
            : external(name, tensor.value(), region);
    params.put(key, value);
    return value;
  }

  private HostTensor wide(String key, HostTensor value) {
    if (value.dtype() == DType.INT64) {
      return value;
    }
    if (!value.dtype().isFloating()) {
      throw new EngineException(
          weights.source() + ", " + key,
          "real numbers or int64",
          value.dtype().toString(),
          "check the key");
    }
    return Widening.toFloat32(value);
  }

  /** A constant; equal constants are one value. */
  OnnxValue constant(HostTensor tensor) {
    OnnxValue known = constants.get(tensor);
    if (known != null) {
      return known;
    }
    HostTensor copy = HostTensor.zeros(tensor.dtype(), tensor.shape());
    copy.data().put(tensor.data());
    OnnxValue value = inline("const:" + constants.size(), copy);
    constants.put(copy, value);
    return value;
  }

  /** A one-dimensional int64 constant. */
  OnnxValue longs(long... values) {
    return constant(HostTensor.of(values, values.length));
  }

  /** A float32 constant without axes. */
  OnnxValue scalar(double value) {
    return constant(HostTensor.of(new float[] {(float) value}));
  }

  /** The folder the file references are relative to, when there are any. */
  Optional<Path> folder() {
    return Optional.ofNullable(folder);
  }

  /** Writes the initializers that are used as a repeated field. */
  void writeTo(ProtoMessage graph, int field, Set<String> used) {
    tensors.forEach(
        (name, tensor) -> {
          if (used.contains(name)) {
            graph.message(field, tensor);
          }
        });
  }

  private OnnxValue inline(String name, HostTensor tensor) {
    ByteBuffer data = tensor.data();
    tensors.put(name, start(name, tensor).data(9, data));
    return new OnnxValue(name, tensor.dtype(), tensor.shape(), OnnxValue.Kind.STORED);
  }

  private OnnxValue external(String name, HostTensor tensor, FileRegion region) {
    ProtoMessage proto = start(name, tensor);
    entry(proto, "location", String.valueOf(region.file().getFileName()));
    entry(proto, "offset", Long.toString(region.offset()));
    entry(proto, "length", Long.toString(region.length()));
    tensors.put(name, proto.number(14, EXTERNAL));
    return new OnnxValue(name, tensor.dtype(), tensor.shape(), OnnxValue.Kind.STORED);
  }

  private static ProtoMessage start(String name, HostTensor tensor) {
    return new ProtoMessage()
        .numbers(1, tensor.shape().dims())
        .number(2, OnnxTypes.stored("value " + name, tensor.dtype()))
        .text(8, name);
  }

  private static void entry(ProtoMessage proto, String key, String value) {
    proto.message(13, new ProtoMessage().text(1, key).text(2, value));
  }

  /** The tensor's place in a file the runtime can map, links resolved; none if it cannot. */
  private @Nullable FileRegion region(StoredTensor tensor) {
    FileRegion region = tensor.region();
    if (region == null || !MAPPED.contains(tensor.value().dtype())) {
      return null;
    }
    Path file = realPath(region.file());
    Path parent = file.getParent();
    if (folder == null) {
      folder = parent;
    }
    return parent == null || !parent.equals(folder)
        ? null
        : new FileRegion(file, region.offset(), region.length());
  }

  private Path realPath(Path file) {
    try {
      return file.toRealPath();
    } catch (IOException e) {
      throw new EngineException(
          weights.source(),
          "the file of weights where it was when it was opened",
          "an unreadable path",
          "keep the file in place while the model is in use",
          e);
    }
  }
}
