// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.ParameterState;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A parameter that learns: its value, which is written in place, the gradient since the last
 * update, and moments once there was an update. Not thread-safe.
 */
final class Learner {
  private final PtNDManager manager;
  private final String where;
  private final Shape shape;
  private final PtNDArray value;
  private @Nullable PtNDArray gradient;
  private @Nullable PtNDArray first;
  private @Nullable PtNDArray second;
  private long updates;

  /** A copy of a weight, as float32. */
  Learner(PtNDManager manager, Weights weights, String key) {
    this.manager = manager;
    this.where = "trainable key " + key;
    HostTensor stored = weights.get(key).value();
    if (!stored.dtype().isFloating()) {
      throw new EngineException(
          where + " of " + weights.source(),
          "a floating-point tensor",
          stored.dtype() + " " + stored.shape(),
          "freeze this key");
    }
    this.shape = stored.shape();
    this.value = Lift.copy(manager, where, weights.get(key).toFloat32());
    JniUtils.attachGradient(value, true);
  }

  PtNDArray array() {
    return value;
  }

  /** Takes a gradient over. */
  void add(PtNDArray more) {
    more.attach(manager);
    gradient = gradient == null ? more : Gradients.sum(gradient, more);
  }

  @Nullable PtNDArray gradient() {
    return gradient;
  }

  void forgetGradient() {
    if (gradient != null) {
      gradient.close();
      gradient = null;
    }
  }

  /** The moments, which an update writes. */
  PtNDArray first() {
    first = first == null ? zeros() : first;
    return first;
  }

  PtNDArray second() {
    second = second == null ? zeros() : second;
    return second;
  }

  private PtNDArray zeros() {
    return JniUtils.zerosLike(value, value.getDataType(), value.getDevice(), SparseFormat.DENSE);
  }

  /** Counts an update and returns its number, from 1. */
  long countUpdate() {
    return ++updates;
  }

  HostTensor value() {
    return Lift.toHost(value, DType.FLOAT32, shape);
  }

  ParameterState state() {
    if (updates == 0) {
      return ParameterState.fresh(value());
    }
    return new ParameterState(
        value(),
        Lift.toHost(Objects.requireNonNull(first), DType.FLOAT32, shape),
        Lift.toHost(Objects.requireNonNull(second), DType.FLOAT32, shape),
        updates);
  }

  /** Writes a state into the arrays there are: the value stays the leaf gradients are taken of. */
  void restore(ParameterState state, TrainingScript script) {
    require("value", state.value());
    require("first moment", state.first());
    require("second moment", state.second());
    if (state.updates() < 0) {
      throw new EngineException(
          where, "0 updates or more", Long.toString(state.updates()), "restore a state as it was");
    }
    overwrite(
        script,
        List.of(value, first(), second()),
        List.of(state.value(), state.first(), state.second()));
    updates = state.updates();
  }

  private void overwrite(TrainingScript script, List<PtNDArray> targets, List<HostTensor> values) {
    List<PtNDArray> sources = new ArrayList<>();
    try {
      values.forEach(tensor -> sources.add(Lift.copy(manager, where, tensor)));
      script.overwrite(targets, sources);
    } finally {
      sources.forEach(PtNDArray::close);
    }
  }

  private void require(String what, HostTensor tensor) {
    if (tensor.dtype() != DType.FLOAT32 || !tensor.shape().equals(shape)) {
      throw new EngineException(
          where + ", " + what,
          DType.FLOAT32 + " " + shape,
          tensor.dtype() + " " + tensor.shape(),
          "restore a state of this key");
    }
  }
}
