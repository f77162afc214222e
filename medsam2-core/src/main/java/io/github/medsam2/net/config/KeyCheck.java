// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds a checkpoint's keys against a configuration's, and lists every difference at once. */
public final class KeyCheck {
  private static final int LISTED = 12;

  private KeyCheck() {}

  /**
   * Throws {@link CheckpointException} unless every key of the configuration is there with its
   * shape, and no other but those of networks that stand beside it on the same trunk.
   */
  public static void require(ModelConfig config, Weights weights) {
    Map<String, Shape> expected = config.keys();
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    expected.forEach((key, shape) -> compare(weights, key, shape, missing, misshapen));
    List<String> unexpected = new ArrayList<>(weights.keys());
    unexpected.removeAll(expected.keySet());
    unexpected.removeIf(key -> isBeside(config, key));
    if (missing.isEmpty() && misshapen.isEmpty() && unexpected.isEmpty()) {
      return;
    }
    throw new CheckpointException(
        weights.source(),
        "the " + expected.size() + " keys of " + config.name(),
        (list("missing", missing) + list("unexpected", unexpected) + list("misshapen", misshapen))
            .strip(),
        "give the checkpoint of this model, or the configuration of this checkpoint");
  }

  /**
   * Throws {@link CheckpointException} unless every one of some keys is there with its shape.
   *
   * @param what needs them
   */
  public static void requireThere(String what, Map<String, Shape> expected, Weights weights) {
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    expected.forEach((key, shape) -> compare(weights, key, shape, missing, misshapen));
    if (!missing.isEmpty() || !misshapen.isEmpty()) {
      throw new CheckpointException(
          weights.source(),
          "the " + expected.size() + " keys of " + what,
          (list("missing", missing) + list("misshapen", misshapen)).strip(),
          "give the whole checkpoint of its authors");
    }
  }

  /**
   * What belongs to a network that is asked for otherwise, or lacks a part it cannot do without.
   */
  private static boolean isBeside(ModelConfig config, String key) {
    return config.trunk().isBeside(key) || !config.can(Task.CLICKS);
  }

  private static void compare(
      Weights weights, String key, Shape shape, List<String> missing, List<String> misshapen) {
    if (!weights.keys().contains(key)) {
      missing.add(key);
      return;
    }
    HostTensor value = weights.get(key).value();
    if (!value.shape().equals(shape)) {
      misshapen.add(key + " " + value.shape() + " instead of " + shape);
    } else if (!isReal(value.dtype())) {
      misshapen.add(key + " of " + value.dtype() + " instead of real numbers");
    }
  }

  private static boolean isReal(DType dtype) {
    return dtype.isFloating();
  }

  private static String list(String what, List<String> items) {
    if (items.isEmpty()) {
      return "";
    }
    int more = items.size() - LISTED;
    List<String> shown = items.subList(0, Math.min(LISTED, items.size()));
    return "["
        + items.size()
        + " "
        + what
        + ": "
        + String.join(", ", shown)
        + (more > 0 ? " and " + more + " more" : "")
        + "] ";
  }
}
