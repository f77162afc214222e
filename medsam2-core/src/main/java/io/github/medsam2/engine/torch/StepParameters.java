// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.ops.ParameterView;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one step sees under a key, and which of what learns it asked for. A value that a view makes
 * is made once, outside of all scopes, so that its gradient is gathered in one place.
 */
final class StepParameters implements AutoCloseable {
  private final TorchOps stored;
  private final ParameterView view;
  private final Map<String, Learner> learners;
  private final LiftedWeights frozen;
  private final boolean gradients = JniUtils.isGradMode();
  private final Map<String, NDArray> seen = new HashMap<>();
  private final Map<String, PtNDArray> learning = new LinkedHashMap<>();

  StepParameters(
      PtNDManager manager,
      TorchScript script,
      ParameterView view,
      Map<String, Learner> learners,
      LiftedWeights frozen) {
    this.stored = new TorchOps(manager, script, this::leaf, TorchTraining.REAL);
    this.view = view;
    this.learners = learners;
    this.frozen = frozen;
  }

  /** The value of a key. */
  NDArray get(String key) {
    NDArray value = seen.get(key);
    if (value == null) {
      // A scope that is to be recomputed runs without gradients; what it sees must have them.
      value = ThreadMode.gradients(gradients, () -> view.value(stored, key));
      seen.put(key, value);
    }
    return value;
  }

  private PtNDArray leaf(String key) {
    Learner learner = learners.get(key);
    if (learner == null) {
      return frozen.get(key);
    }
    learning.put(key, learner.array());
    return learner.array();
  }

  /** What learns and was asked for, by key. */
  Map<String, PtNDArray> learning() {
    return learning;
  }

  @Override
  public void close() {
    stored.close();
  }
}
