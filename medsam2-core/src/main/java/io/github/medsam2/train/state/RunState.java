// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.state;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.engine.ParameterState;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a run goes on from, at the end of an update.
 *
 * @param numbers what is counted
 * @param fingerprint of options, data and first weights
 * @param parameters of every key that learns
 * @param averages of them; empty without
 */
public record RunState(
    Numbers numbers,
    String fingerprint,
    Map<String, ParameterState> parameters,
    Map<String, HostTensor> averages) {

  /**
   * What is counted.
   *
   * @param updates that are done
   * @param leftOut of these the last so many left out
   * @param best mean Dice so far; -1 before any
   * @param waited evaluations since then
   * @param stopped whether training ended early
   */
  public record Numbers(long updates, int leftOut, double best, int waited, boolean stopped) {
    /** Of a run that begins. */
    public static final Numbers START = new Numbers(0, 0, -1, 0, false);
  }

  Map<String, HostTensor> tensors() {
    Map<String, HostTensor> all = new LinkedHashMap<>();
    parameters.forEach(
        (key, p) -> {
          all.put("value/" + key, p.value());
          all.put("first/" + key, p.first());
          all.put("second/" + key, p.second());
          all.put("updates/" + key, HostTensor.of(new long[] {p.updates()}, 1));
        });
    averages.forEach((key, value) -> all.put("average/" + key, value));
    return all;
  }

  String text() {
    JsonObject json = new JsonObject();
    json.addProperty("updates", numbers.updates);
    json.addProperty("leftOut", numbers.leftOut);
    json.addProperty("best", numbers.best);
    json.addProperty("waited", numbers.waited);
    json.addProperty("stopped", numbers.stopped);
    json.addProperty("fingerprint", fingerprint);
    return json.toString();
  }

  /** Reads a state; what it lacks is refused. */
  static RunState of(String file, String text, Map<String, HostTensor> tensors) {
    JsonFields f = JsonFields.of(file, parsed(file, text));
    Numbers numbers =
        new Numbers(
            (long) f.number("updates"),
            f.whole("leftOut"),
            f.number("best"),
            f.whole("waited"),
            f.flag("stopped"));
    Map<String, ParameterState> parameters = new LinkedHashMap<>();
    Map<String, HostTensor> averages = new LinkedHashMap<>();
    for (String name : tensors.keySet()) {
      String key = name.substring(name.indexOf('/') + 1);
      if (name.startsWith("value/")) {
        long updates = tensor(file, tensors, "updates/" + key).longs().get(0);
        parameters.put(
            key,
            new ParameterState(
                tensor(file, tensors, name),
                tensor(file, tensors, "first/" + key),
                tensor(file, tensors, "second/" + key),
                updates));
      } else if (name.startsWith("average/")) {
        averages.put(key, tensor(file, tensors, name));
      }
    }
    return new RunState(numbers, f.text("fingerprint"), parameters, averages);
  }

  private static JsonElement parsed(String file, String text) {
    try {
      return JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw lacking(file, "a text of JSON");
    }
  }

  private static HostTensor tensor(String file, Map<String, HostTensor> tensors, String name) {
    HostTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw lacking(file, name);
    }
    return tensor;
  }

  private static CheckpointException lacking(String file, String what) {
    return new CheckpointException(file, what, "none", "use an earlier state, or begin anew");
  }
}
