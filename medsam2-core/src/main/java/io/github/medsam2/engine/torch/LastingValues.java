// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.tensor.HostTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Values of frozen parameters that stay from step to step, found by what they were made of. What
 * comes first stays until the training ends, up to a number of bytes: samples are asked for in
 * turn, and what was asked for last is what is not asked for again longest. Of values made of
 * others the outermost that are frozen stay. Not thread-safe.
 */
final class LastingValues {
  private final TrainingScript script;
  private final PtNDManager manager;
  private final long most;
  private final Map<String, Boolean> learning = new HashMap<>();
  private final Map<String, List<NDArray>> kept = new HashMap<>();
  private long bytes;
  private boolean inside;

  /**
   * @param manager of the training, which ends them
   * @param most bytes; 0 for nothing
   */
  LastingValues(TrainingScript script, PtNDManager manager, long most) {
    this.script = script;
    this.manager = manager;
    this.most = most;
  }

  /** The values of a block. */
  List<NDArray> get(TorchLossOps ops, HostTensor of, String name, Supplier<List<NDArray>> block) {
    // Without gradients nothing shows what learns.
    if (inside || !JniUtils.isGradMode()) {
      return block.get();
    }
    Boolean learns = learning.get(name);
    if (learns == null) {
      List<NDArray> values = inside(block);
      learning.put(name, script.recorded(values).contains(true));
      return values;
    }
    return learns ? block.get() : frozen(ops, of, name, block);
  }

  private List<NDArray> frozen(
      TorchLossOps ops, HostTensor of, String name, Supplier<List<NDArray>> block) {
    if (most == 0) {
      return ops.kept(() -> inside(block));
    }
    String key = name + " of " + digest(of);
    List<NDArray> found = kept.get(key);
    if (found != null) {
      return found;
    }
    List<NDArray> values = ops.kept(() -> inside(block));
    long size = values.stream().mapToLong(LastingValues::size).sum();
    if (bytes + size <= most && ops.release(values)) {
      values.forEach(value -> value.attach(manager));
      kept.put(key, values);
      bytes += size;
    }
    return values;
  }

  private List<NDArray> inside(Supplier<List<NDArray>> block) {
    inside = true;
    try {
      return block.get();
    } finally {
      inside = false;
    }
  }

  private static long size(NDArray value) {
    return value.size() * value.getDataType().getNumOfBytes();
  }

  private static String digest(HostTensor of) {
    return of.shape() + " " + Sha256.begin().and(of.data()).hex();
  }
}
