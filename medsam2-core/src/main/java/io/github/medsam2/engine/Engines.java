// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds engines: those the library's own class loader sees, then those of the thread's context
 * class loader. Which one is opened, and every engine passed over for another, is one line of the
 * {@link Logger} of this class's name. Thread-safe.
 */
public final class Engines {
  private static final Logger LOG = System.getLogger(Engines.class.getName());

  private static final int MOST_FAILURES = 100;

  private Engines() {}

  /**
   * Opens the available engine of the lowest rank.
   *
   * @throws EngineException when none can run, with the reason of each
   */
  public static Engine open(EngineOptions options) {
    List<String> reasons = new ArrayList<>();
    for (EngineProvider provider : providers()) {
      String reason = provider.unavailableBecause();
      if (reason.isEmpty()) {
        return open(provider, options, reasons);
      }
      reasons.add(reason);
    }
    throw none(reasons, null);
  }

  /**
   * Opens the engine of this name.
   *
   * @throws EngineException when there is none, or it cannot run
   */
  public static Engine open(String name, EngineOptions options) {
    List<EngineProvider> providers = providers();
    EngineProvider provider =
        providers.stream()
            .filter(p -> p.name().equals(name))
            .findFirst()
            .orElseThrow(() -> unknown(name, providers));
    Engine engine = provider.open(options);
    LOG.log(Level.INFO, () -> "engine " + name + " is used, as asked");
    return engine;
  }

  /**
   * How many times as fast products in 8 bits are with the engine of this name, or with the
   * preferred one when there is none; 0 without such an engine or a choice.
   */
  public static double int8Gain(@Nullable String name, EngineOptions options) {
    return providers().stream()
        .filter(p -> name == null || p.name().equals(name))
        .filter(p -> p.unavailableBecause().isEmpty())
        .findFirst()
        .map(p -> p.int8Gain(options))
        .orElse(0.0);
  }

  /** All providers there are, preferred first, whether or not they can run. */
  public static List<EngineProvider> providers() {
    Map<String, EngineProvider> found = new LinkedHashMap<>();
    collect(Engines.class.getClassLoader(), found);
    collect(Thread.currentThread().getContextClassLoader(), found);
    return found.values().stream().sorted(Comparator.comparingInt(EngineProvider::rank)).toList();
  }

  private static void collect(ClassLoader loader, Map<String, EngineProvider> found) {
    Iterator<EngineProvider> services = ServiceLoader.load(EngineProvider.class, loader).iterator();
    for (int failures = 0; failures < MOST_FAILURES; failures++) {
      try {
        while (services.hasNext()) {
          EngineProvider provider = services.next();
          found.putIfAbsent(provider.name(), provider);
        }
        return;
      } catch (ServiceConfigurationError | LinkageError e) {
        // such as another copy of this library, which the context class loader sees
        LOG.log(Level.DEBUG, "an engine that is passed over", e);
      }
    }
  }

  private static Engine open(
      EngineProvider chosen, EngineOptions options, List<String> passedOver) {
    if (passedOver.isEmpty()) {
      Engine engine = chosen.open(options);
      LOG.log(Level.INFO, () -> "engine " + chosen.name() + " is used, the preferred one");
      return engine;
    }
    try {
      Engine engine = chosen.open(options);
      String reasons = String.join("; ", passedOver);
      LOG.log(Level.WARNING, () -> "engine " + chosen.name() + " is used instead; " + reasons);
      return engine;
    } catch (EngineException e) {
      passedOver.add(String.valueOf(e.getMessage()));
      throw none(passedOver, e);
    }
  }

  private static EngineException none(List<String> reasons, @Nullable EngineException cause) {
    EngineException none =
        new EngineException(
            "engines",
            "an engine that can run",
            reasons.isEmpty() ? "none" : "none that can",
            reasons.isEmpty()
                ? "add ai.djl.onnxruntime:onnxruntime-engine to the class path, and keep"
                    + " META-INF/services when jars are merged"
                : String.join("; ", reasons));
    if (cause != null) {
      none.initCause(cause);
    }
    return none;
  }

  private static EngineException unknown(String name, List<EngineProvider> providers) {
    return new EngineException(
        "engines",
        "an engine named " + name,
        providers.isEmpty()
            ? "none"
            : providers.stream().map(EngineProvider::name).collect(Collectors.joining(", ")),
        providers.isEmpty()
            ? "keep META-INF/services when jars are merged"
            : "ask for one of those");
  }
}
