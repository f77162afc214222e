// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.json.JsonFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What {@code adapter_config.json} says of the tensors beside it. Not thread-safe. */
final class AdapterConfig {
  private static final int MODULES = 1 << 13;

  private final String file;
  private final NamePatterns patterns;
  private final int rank;
  private final double alpha;
  private final boolean stabilized;
  private final Map<Pattern, Integer> ranks;
  private final Map<Pattern, Double> alphas;
  private final @Nullable Pattern targetExpression;
  private final List<String> targets;
  private final List<String> whole;

  private AdapterConfig(String file, JsonObject config) {
    this.file = file;
    this.patterns = new NamePatterns(file);
    JsonFields fields = new JsonFields(file, config);
    if (!fields.text(ConfigFields.TYPE).equals("LORA")) {
      throw new FormatException(
          file + ", " + ConfigFields.TYPE,
          "LORA",
          "another kind of adapter",
          "train with peft's LoraConfig, or merge it in Python and load the merged checkpoint");
    }
    ConfigFields.require(file, config);
    rank = fields.whole(ConfigFields.RANK);
    alpha = fields.number(ConfigFields.ALPHA);
    stabilized = fields.has(ConfigFields.STABILIZED) && fields.flag(ConfigFields.STABILIZED);
    ranks = byPattern(config, ConfigFields.RANKS, f -> f::whole);
    alphas = byPattern(config, ConfigFields.ALPHAS, f -> f::number);
    targetExpression = expression(config);
    targets = targetExpression == null ? texts(fields, ConfigFields.TARGETS) : List.of();
    whole = texts(fields, ConfigFields.WHOLE);
  }

  /** Reads the fields; every fault names the file and the field. */
  static AdapterConfig of(String file, JsonObject config) {
    try {
      config.asMap().values().removeIf(JsonElement::isJsonNull);
      return new AdapterConfig(file, config);
    } catch (FormatException e) {
      throw e;
    } catch (MedSam2Exception e) {
      throw new FormatException(
          file,
          "the configuration of a LoRA adapter as peft writes it",
          "a fault (" + e.getMessage() + ")",
          "take the file that was saved with the tensors",
          e);
    }
  }

  private static List<String> texts(JsonFields fields, String field) {
    return fields.has(field) ? fields.texts(field, MODULES) : List.of();
  }

  private @Nullable Pattern expression(JsonObject config) {
    return config.get(ConfigFields.TARGETS) instanceof JsonPrimitive p && p.isString()
        ? patterns.compile(ConfigFields.TARGETS, p.getAsString())
        : null;
  }

  private <V> Map<Pattern, V> byPattern(
      JsonObject config, String field, Function<JsonFields, Function<String, V>> reading) {
    Map<Pattern, V> values = new LinkedHashMap<>();
    if (config.has(field)) {
      JsonObject entries = config.get(field) instanceof JsonObject o ? o : null;
      if (entries == null || entries.size() > MODULES) {
        throw JsonFields.wrong(field, "an object of at most " + MODULES + " modules");
      }
      Function<String, V> value = reading.apply(new JsonFields(field, entries));
      for (String key : entries.keySet()) {
        Pattern pattern = patterns.compile(field, "(.*\\.)?(" + key + ")");
        values.put(pattern, entry(field, key, value));
      }
    }
    return values;
  }

  private <V> V entry(String field, String key, Function<String, V> value) {
    try {
      return value.apply(key);
    } catch (MedSam2Exception e) {
      throw new FormatException(
          file + ", " + field,
          "a number for each module",
          "a fault (" + e.getMessage() + ")",
          "take the file that was saved with the tensors",
          e);
    }
  }

  private <V> V of(String field, Map<Pattern, V> values, String module, V otherwise) {
    for (Map.Entry<Pattern, V> entry : values.entrySet()) {
      if (patterns.matches(field, entry.getKey(), module)) {
        return entry.getValue();
      }
    }
    return otherwise;
  }

  /** The rank it gives a module. */
  int rank(String module) {
    return of(ConfigFields.RANKS, ranks, module, rank);
  }

  /** The alpha of a module, for which {@code alpha / rank} is its scale. */
  double alpha(String module) {
    double own = of(ConfigFields.ALPHAS, alphas, module, alpha);
    return stabilized ? own * Math.sqrt(rank(module)) : own;
  }

  /** Refuses corrections of modules that peft would pass over. */
  void requireTarget(String module) {
    boolean open = targetExpression == null && targets.isEmpty();
    if (!open && !isTarget(module)) {
      throw new FormatException(
          file + ", " + ConfigFields.TARGETS,
          "to name " + module + ", for which there are tensors",
          "other modules only",
          "take both files from one training");
    }
  }

  private boolean isTarget(String module) {
    if (targetExpression != null) {
      return targetExpression.pattern().equals("all-linear")
          || patterns.matches(ConfigFields.TARGETS, targetExpression, module);
    }
    return targets.stream().anyMatch(t -> module.equals(t) || module.endsWith("." + t));
  }

  /** Refuses a tensor that is neither a factor nor of a module said to be saved whole. */
  void requireWhole(String where, String key) {
    for (int dot = key.indexOf('.'); dot >= 0; dot = key.indexOf('.', dot + 1)) {
      if (whole.stream().anyMatch(key.substring(0, dot)::endsWith)) {
        return;
      }
    }
    throw new FormatException(
        where + ", tensor " + key,
        "factors of an adapter, or a module of " + ConfigFields.WHOLE,
        "another tensor",
        "take both files from one training");
  }

  /** What a reader needs of an adapter made here. */
  static JsonObject json(Adapter adapter) {
    Map<String, LowRank> corrections = adapter.corrections();
    LowRank first = corrections.isEmpty() ? null : corrections.values().iterator().next();
    int common = first == null ? 1 : first.rank();
    double strength = first == null ? 1 : first.alpha();
    JsonObject ranks = new JsonObject();
    JsonObject alphas = new JsonObject();
    JsonArray modules = new JsonArray();
    corrections.forEach(
        (module, c) -> {
          modules.add(module);
          String key = module.replace(".", "\\.");
          if (c.rank() != common) {
            ranks.addProperty(key, c.rank());
          }
          if (c.alpha() != strength) {
            alphas.add(key, number(c.alpha()));
          }
        });
    JsonObject json = new JsonObject();
    json.addProperty(ConfigFields.TYPE, "LORA");
    json.addProperty(ConfigFields.RANK, common);
    json.add(ConfigFields.ALPHA, number(strength));
    json.add(ConfigFields.RANKS, ranks);
    json.add(ConfigFields.ALPHAS, alphas);
    // peft's own word for an adapter of whole modules only.
    json.add(
        ConfigFields.TARGETS,
        modules.isEmpty() ? new JsonPrimitive("dummy-target-modules") : modules);
    json.add(ConfigFields.WHOLE, wholeModules(adapter));
    json.addProperty(ConfigFields.STABILIZED, false);
    json.addProperty("use_dora", false);
    json.addProperty("fan_in_fan_out", false);
    json.addProperty("lora_dropout", 0.0);
    json.addProperty("bias", "none");
    json.addProperty("inference_mode", true);
    return json;
  }

  private static JsonElement number(double value) {
    boolean isWhole = value == Math.rint(value) && Math.abs(value) < 1e9;
    return isWhole ? new JsonPrimitive((long) value) : new JsonPrimitive(value);
  }

  private static JsonElement wholeModules(Adapter adapter) {
    List<String> modules = new ArrayList<>();
    for (String key : adapter.whole().keySet()) {
      int dot = key.lastIndexOf('.');
      if (dot < 0) {
        throw new FormatException(
            "adapter " + adapter.name() + ", " + key,
            "tensors of modules, which is all that peft can replace",
            "a tensor of the network itself",
            "merge the adapter and write the weights");
      }
      if (!modules.contains(key.substring(0, dot))) {
        modules.add(key.substring(0, dot));
      }
    }
    JsonArray json = new JsonArray();
    modules.forEach(json::add);
    return json;
  }
}
