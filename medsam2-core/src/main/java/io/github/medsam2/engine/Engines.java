// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Finds engines on the class path. Thread-safe. */
public final class Engines {

  private Engines() {}

  /** Opens the available engine of the lowest rank. */
  public static Engine open(EngineOptions options) {
    return providers().stream()
        .filter(p -> p.unavailableBecause().isEmpty())
        .findFirst()
        .orElseThrow(() -> absent("any engine"))
        .open(options);
  }

  /** Opens the engine of this name. */
  public static Engine open(String name, EngineOptions options) {
    EngineProvider provider =
        providers().stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow(() -> absent("an engine named " + name));
    String reason = provider.unavailableBecause();
    if (!reason.isEmpty()) {
      throw new EngineException(
          "engine " + name, "its libraries on the class path", "none", reason);
    }
    return provider.open(options);
  }

  /** All providers on the class path, preferred first, whether or not they can run. */
  public static List<EngineProvider> providers() {
    return ServiceLoader.load(EngineProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(EngineProvider::rank))
        .toList();
  }

  private static EngineException absent(String wanted) {
    String found =
        providers().stream()
            .map(p -> p.name() + (p.unavailableBecause().isEmpty() ? "" : " (not usable)"))
            .collect(Collectors.joining(", "));
    boolean choice = providers().stream().anyMatch(p -> p.unavailableBecause().isEmpty());
    String advice =
        providers().stream()
            .map(EngineProvider::unavailableBecause)
            .collect(Collectors.joining(" "));
    return new EngineException(
        "engines",
        wanted,
        found.isEmpty() ? "none" : found,
        choice ? "ask for one of those" : ("add one to the class path. " + advice).strip());
  }
}
