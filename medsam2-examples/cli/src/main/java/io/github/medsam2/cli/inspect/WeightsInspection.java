// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.inspect;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.FileHash;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.coronary.CoronaryHeads;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      tell(weights, OpenModel.BUILT_IN);
    }
    console.say("");
    console.say(XcaNano.card().strip());
    console.put("card", XcaNano.card());
  }

  void tell(Path path) {
    try (Checkpoint weights = Checkpoint.open(path)) {
      tell(weights, String.valueOf(path.getFileName()));
      String hash = FileHash.sha256(path);
      console.say("SHA-256 " + hash);
      console.put("sha256", hash);
    }
  }

  private void tell(Checkpoint weights, String name) {
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
    String licence = licence(weights, name);
    console.say("licence: " + licence);
    console.put("licence", licence);
  }

  private static String part(String key) {
    int dot = key.indexOf('.');
    int second = key.indexOf('.', dot + 1);
    boolean encoder = key.startsWith("image_encoder.") && second > 0;
    return dot < 0 ? key : key.substring(0, encoder ? second : dot);
  }

  private void network(Weights weights) {
    try {
      ModelConfig config = ConfigInference.infer(weights);
      KeyCheck.require(config, weights);
      console.say(
          String.format(
              Locale.ROOT,
              "network: %s, usual input %d pixels",
              config.name(),
              config.imageSize()));
      console.put("network", config.name());
      console.put("imageSize", config.imageSize());
      List<String> can = new ArrayList<>(List.of("boxes, clicks and masks", "following"));
      if (CoronaryHeads.understandWords(weights)) {
        can.add("segments and views in words");
      }
      if (CoronaryHeads.read(weights)) {
        can.add("reading segment and stenosis of a mask");
      }
      console.say("has parts for: " + String.join("; ", can));
      console.put("understandsWords", CoronaryHeads.understandWords(weights));
      console.put("readsSegments", CoronaryHeads.read(weights));
    } catch (CheckpointException e) {
      console.say("network: none this program can run: " + e.getMessage());
      console.put("network", Optional.empty());
    }
  }

  /** The file's own word first; else what is known of published files. */
  private static String licence(Checkpoint weights, String name) {
    @Nullable String said = weights.metadata().get("license");
    if (said != null) {
      return said + ", as the file says";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.contains("medsam2")) {
      return "the file does not say; MedSAM2's published weights, whose name this file bears, are"
          + " CC-BY-SA-4.0 and for research and education";
    } else if (lower.startsWith("sam2")) {
      return "the file does not say; Meta's SAM 2 weights, whose name this file bears, are"
          + " Apache-2.0";
    }
    return "the file does not say; ask where you had it from. SAM 2's own weights are Apache-2.0,"
        + " MedSAM2's CC-BY-SA-4.0; what was trained from them stays under their terms";
  }
}
