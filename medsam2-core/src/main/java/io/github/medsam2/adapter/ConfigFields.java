// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.medsam2.error.FormatException;
import java.util.Set;

/**
 * What the fields of peft's configuration mean here: honoured, of no meaning once an adapter is
 * trained, or refused unless they say nothing. So a field of a later peft that changes the network
 * is refused, too, and not passed over.
 */
final class ConfigFields {
  static final String TYPE = "peft_type";
  static final String RANK = "r";
  static final String ALPHA = "lora_alpha";
  static final String RANKS = "rank_pattern";
  static final String ALPHAS = "alpha_pattern";
  static final String STABILIZED = "use_rslora";
  static final String TARGETS = "target_modules";
  static final String WHOLE = "modules_to_save";

  private static final Set<String> HONOURED =
      Set.of(TYPE, RANK, ALPHA, RANKS, ALPHAS, STABILIZED, TARGETS, WHOLE);

  /** They chose what was trained and how, or say where it came from; the tensors tell the rest. */
  private static final Set<String> OF_NO_MEANING =
      Set.of(
          "auto_mapping",
          "base_model_name_or_path",
          "eva_config",
          "exclude_modules",
          "inference_mode",
          "layers_pattern",
          "layers_to_transform",
          "lora_dropout",
          "megatron_core",
          "peft_version",
          "qalora_group_size",
          "revision",
          "task_type");

  /** Ways to begin that leave the base as it is; others take their part out of its weights. */
  private static final Set<String> BEGINNINGS = Set.of("gaussian", "eva", "orthogonal");

  private ConfigFields() {}

  /** Refuses what would change the network unheard. */
  static void require(String file, JsonObject config) {
    for (String field : config.keySet()) {
      JsonElement value = config.get(field);
      if (!HONOURED.contains(field)
          && !OF_NO_MEANING.contains(field)
          && !saysNothing(value)
          && !isKnown(field, value)) {
        throw new FormatException(
            file + ", " + field,
            "a plain LoRA adapter, which leaves this field empty or off",
            "a setting that may change what the adapter does",
            "merge it into its base in Python (merge_and_unload) and load the merged checkpoint");
      }
    }
  }

  private static boolean isKnown(String field, JsonElement value) {
    if (!(value instanceof JsonPrimitive p)) {
      return false;
    }
    return switch (field) {
      case "bias" -> p.getAsString().equals("none");
      case "init_lora_weights" -> p.isBoolean() || BEGINNINGS.contains(p.getAsString());
      default -> false;
    };
  }

  private static boolean saysNothing(JsonElement value) {
    if (value instanceof JsonObject o) {
      return o.asMap().values().stream().allMatch(ConfigFields::saysNothing);
    }
    if (value instanceof JsonArray a) {
      return a.isEmpty();
    }
    return value.isJsonNull()
        || value instanceof JsonPrimitive p && p.isBoolean() && !p.getAsBoolean();
  }
}
