// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.torch;

import io.github.medsam2.checkpoint.pickle.PickleValue;
import io.github.medsam2.checkpoint.pickle.PickleValue.Dict;
import io.github.medsam2.checkpoint.pickle.PickleValue.OtherTensor;
import io.github.medsam2.checkpoint.pickle.PickleValue.Tensor;
import io.github.medsam2.checkpoint.pickle.PickleValue.Text;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The weights and the texts of a checkpoint's root value. Weights are the tensors of a dict: the
 * root, or one below it under a usual name, or the only one there. What else stands among them
 * (counters, None, arguments) is passed over and named.
 *
 * @param tensors by key, in the order of the file
 * @param metadata texts by name
 * @param leftOut keys of values that are no tensors of real or whole numbers
 * @param tables the shapes of complex tensors by key, which are among those left out: a network
 *     computes such tables anew
 */
public record StateDict(
    Map<String, Tensor> tensors,
    Map<String, String> metadata,
    List<String> leftOut,
    Map<String, Shape> tables) {
  /** What trainers call their weights; the first that is there counts. */
  private static final List<String> NAMES =
      List.of(
          "model",
          "state_dict",
          "model_state_dict",
          "model_state",
          "module",
          "network",
          "net",
          "weights",
          "params",
          "ema",
          "model_ema",
          "ema_model",
          "ema_state_dict");

  private static final int MOST_DICTS = 64;
  private static final int KEYS_SHOWN = 8;
  private static final String METADATA = "metadata";
  private static final String SAVE_WEIGHTS =
      "save the weights alone: torch.save({'model': model.state_dict()}, path)";

  public static StateDict of(String file, PickleValue root) {
    if (!(root instanceof Dict dict)) {
      throw new CheckpointException(file, "a dict with the weights", root.kind(), SAVE_WEIGHTS);
    }
    Dict weights = weights(dict, new HashSet<>());
    if (weights == null) {
      throw new CheckpointException(
          file,
          "tensors in a dict, or under model or state_dict or another usual name",
          "a dict of " + dict.items().keySet().stream().limit(KEYS_SHOWN).toList(),
          SAVE_WEIGHTS);
    }
    List<String> leftOut = new ArrayList<>();
    Map<String, Tensor> tensors = tensors(file, weights, leftOut);
    return new StateDict(tensors, metadata(dict), leftOut, tables(weights));
  }

  /** A dict may contain itself; none is looked into twice. */
  private static @Nullable Dict weights(Dict dict, Set<Dict> seen) {
    boolean outermost = seen.isEmpty();
    if (!seen.add(dict) || seen.size() > MOST_DICTS) {
      return null;
    }
    for (String name : NAMES) {
      if (dict.items().get(name) instanceof Dict below) {
        Dict found = weights(below, seen);
        if (found != null) {
          return found;
        }
      }
    }
    boolean any = dict.items().values().stream().anyMatch(Tensor.class::isInstance);
    return any || (!outermost && dict.items().isEmpty()) ? dict : null;
  }

  private static Map<String, Tensor> tensors(String file, Dict weights, List<String> leftOut) {
    if (weights.items().size() > WeightFileBounds.TENSORS) {
      throw new CheckpointException(
          file,
          "at most " + WeightFileBounds.TENSORS + " tensors",
          Integer.toString(weights.items().size()),
          "split the file");
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    weights
        .items()
        .forEach(
            (key, value) -> {
              if (value instanceof Tensor tensor) {
                tensors.put(key, tensor);
              } else {
                refuseOtherTensor(file, key, value);
                leftOut.add(key);
              }
            });
    return tensors;
  }

  private static Map<String, Shape> tables(Dict weights) {
    Map<String, Shape> tables = new LinkedHashMap<>();
    weights
        .items()
        .forEach(
            (key, value) -> {
              if (value instanceof OtherTensor table) {
                tables.put(key, table.shape());
              }
            });
    return tables;
  }

  /** Weights of a kind that has no meaning here must not look as if they were missing. */
  private static void refuseOtherTensor(String file, String key, PickleValue value) {
    if (value instanceof OtherTensor other && !other.isComplex()) {
      throw new CheckpointException(
          file + ", key " + key,
          "a tensor of real or whole numbers",
          other.kind(),
          "convert it first: {k: v.float() for k, v in model.state_dict().items()}");
    }
  }

  private static Map<String, String> metadata(Dict root) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (root.items().get(METADATA) instanceof Dict dict) {
      dict.items()
          .forEach(
              (name, value) -> {
                if (value instanceof Text text) {
                  texts.put(name, text.value());
                }
              });
    }
    return texts;
  }
}
