// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.checkpoint.PickleValue.Dict;
import io.github.medsam2.checkpoint.PickleValue.Tensor;
import io.github.medsam2.checkpoint.PickleValue.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The weights and the texts of a checkpoint's root value.
 *
 * @param tensors by key, in the order of the file
 * @param metadata texts by name
 */
record StateDict(Map<String, Tensor> tensors, Map<String, String> metadata) {
  private static final int KEYS_SHOWN = 8;
  private static final String SAVE_WEIGHTS =
      "save the weights alone: torch.save({'model': model.state_dict()}, path)";

  static StateDict of(String file, PickleValue root) {
    if (!(root instanceof Dict dict)) {
      throw new CheckpointException(file, "a dict with the weights", root.kind(), SAVE_WEIGHTS);
    }
    return new StateDict(tensors(file, weights(file, dict)), metadata(dict));
  }

  private static Dict weights(String file, Dict root) {
    for (String name : List.of(TorchZip.MODEL, TorchZip.STATE_DICT)) {
      if (root.items().get(name) instanceof Dict weights) {
        return weights;
      }
    }
    if (root.items().values().stream().allMatch(Tensor.class::isInstance)) {
      return root;
    }
    throw new CheckpointException(
        file,
        "weights under " + TorchZip.MODEL + " or " + TorchZip.STATE_DICT + ", or nothing but them",
        "a dict of " + root.items().keySet().stream().limit(KEYS_SHOWN).toList(),
        SAVE_WEIGHTS);
  }

  private static Map<String, Tensor> tensors(String file, Dict weights) {
    if (weights.items().size() > Limits.TENSORS) {
      throw new CheckpointException(
          file,
          "at most " + Limits.TENSORS + " tensors",
          Integer.toString(weights.items().size()),
          "split the file");
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    weights
        .items()
        .forEach(
            (key, value) -> {
              if (!(value instanceof Tensor tensor)) {
                throw new CheckpointException(
                    file + ", key " + key,
                    "a tensor of real or whole numbers",
                    value.kind(),
                    SAVE_WEIGHTS);
              }
              tensors.put(key, tensor);
            });
    return tensors;
  }

  private static Map<String, String> metadata(Dict root) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (root.items().get(TorchZip.METADATA) instanceof Dict dict) {
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
