// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import java.util.List;
import java.util.stream.Collectors;

/** Finds engines that train. Thread-safe. */
public final class TrainingEngines {

  private TrainingEngines() {}

  /**
   * Opens the available engine of the lowest rank that trains.
   *
   * @throws EngineException naming what to add when there is none
   */
  public static Engine open(EngineOptions options) {
    return trainers().stream()
        .filter(p -> p.unavailableBecause().isEmpty())
        .findFirst()
        .orElseThrow(() -> unable("engines", "no engine that trains"))
        .open(options);
  }

  /** The refusal of an engine that only infers. */
  static EngineException unable(Engine engine) {
    return unable("engine " + engine.name(), "an engine that only infers");
  }

  private static EngineException unable(String where, String found) {
    String advice =
        trainers().stream().map(TrainingEngines::advice).collect(Collectors.joining("; "));
    return new EngineException(
        where,
        "an engine that trains",
        found,
        advice.isEmpty() ? "add one to the class path" : advice);
  }

  private static String advice(EngineProvider trainer) {
    String missing = trainer.unavailableBecause();
    return missing.isEmpty()
        ? "open engine " + trainer.name() + ", which trains"
        : "engine " + trainer.name() + " trains. " + missing;
  }

  private static List<EngineProvider> trainers() {
    return Engines.providers().stream().filter(EngineProvider::trains).toList();
  }
}
