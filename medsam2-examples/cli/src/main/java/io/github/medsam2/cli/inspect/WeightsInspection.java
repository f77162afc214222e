// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.inspect;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.hub.WeightsInfo;
import io.github.medsam2.model.xca.XcaNano;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What weights are: the network, its parts, its numbers, and under which terms. */
final class WeightsInspection {
  private final Console console;

  WeightsInspection(Console console) {
    this.console = console;
  }

  void tellBuiltIn() {
    try (Checkpoint weights = OpenModel.weights(Optional.empty())) {
      tell(weights);
    }
    console.say("");
    console.say(XcaNano.card().strip());
    console.put("card", XcaNano.card());
  }

  void tell(Path path) {
    try (Checkpoint weights = Checkpoint.open(path)) {
      tell(weights);
      String hash = Sha256.of(path);
      console.say("SHA-256 " + hash);
      console.put("sha256", hash);
    }
  }

  private void tell(Checkpoint weights) {
    console.put("kind", "weights");
    Map<String, Long> parts = new TreeMap<>();
    TreeSet<String> types = new TreeSet<>();
    for (String key : weights.keys()) {
      var value = weights.get(key).value();
      parts.merge(part(key), value.shape().count(), Long::sum);
      types.add(value.dtype().toString());
    }
    long all = parts.values().stream().mapToLong(Long::longValue).sum();
    console.say(
        String.format(
            Locale.ROOT,
            "weights: %,d numbers in %d tensors, %s",
            all,
            weights.keys().size(),
            types));
    console.say("names: " + weights.layout());
    parts.forEach(
        (part, count) -> console.say(String.format(Locale.ROOT, "  %,11d  %s", count, part)));
    console.put("parameters", all);
    console.put("parts", parts);
    network(weights);
    weights.metadata().forEach((key, text) -> console.say("says of itself: " + key + " = " + text));
    console.put("metadata", weights.metadata());
    String licence = licence(weights);
    console.say("licence: " + licence);
    console.put("licence", licence);
  }

  private static String part(String key) {
    int dot = key.indexOf('.');
    int second = key.indexOf('.', dot + 1);
    boolean encoder = key.startsWith("image_encoder.") && second > 0;
    return dot < 0 ? key : key.substring(0, encoder ? second : dot);
  }

  private void network(Checkpoint weights) {
    try {
      WeightsInfo info = WeightsInfo.of(weights);
      console.say(
          String.format(
              Locale.ROOT, "network: %s, usual input %d pixels", info.network(), info.usualSide()));
      console.put("network", info.network());
      console.put("imageSize", info.usualSide());
      console.say("has parts for: " + String.join("; ", info.abilities()));
      console.put("tasks", info.abilities());
      console.put("understandsWords", info.words());
      console.put("readsSegments", info.readings());
      info.terms().forEach(t -> console.say("published weights of this shape: " + t));
      console.put("terms", info.terms().stream().map(Object::toString).toList());
    } catch (CheckpointException e) {
      console.say("network: none this program can run: " + e.getMessage());
      console.put("network", Optional.empty());
    }
  }

  /** The file's own word; published files of its shape are told beside it. */
  private static String licence(Checkpoint weights) {
    @Nullable String said = weights.metadata().get("license");
    return said == null
        ? "the file does not say; ask where you had it from. What was trained from weights stays"
            + " under their terms"
        : said + ", as the file says";
  }
}
