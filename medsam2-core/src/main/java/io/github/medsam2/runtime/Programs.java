// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.tensor.HostTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Programs bound to one model's weights on one engine, prepared when first needed and then reused.
 * Thread-safe. What they give is the caller's to close.
 */
public final class Programs {
  private final Engine engine;
  private final Weights weights;
  private final Map<Program, Preparation> prepared = new ConcurrentHashMap<>();
  private volatile boolean closed;

  Programs(Engine engine, Weights weights) {
    this.engine = engine;
    this.weights = weights;
  }

  /** The engine that runs them. */
  public Engine engine() {
    return engine;
  }

  /** The weights they are run with. */
  public Weights weights() {
    return weights;
  }

  /**
   * Runs a program.
   *
   * @param host inputs to be copied into the engine's memory
   * @param resident inputs that are there already; they stay open
   * @return its outputs in the engine's memory, to be closed
   */
  public Map<Slot, EngineTensor> run(
      Program program, Map<Slot, HostTensor> host, Map<Slot, EngineTensor> resident) {
    return run(prepare(program), host, resident);
  }

  /**
   * As {@link #run}, of a program that is prepared for this once: neither it nor what an engine
   * keeps for its next run stays. For large programs that run one after the other, whose working
   * memory would add up.
   */
  public Map<Slot, EngineTensor> runOnce(
      Program program, Map<Slot, HostTensor> host, Map<Slot, EngineTensor> resident) {
    requireOpen();
    try (PreparedProgram ready = engine.prepare(program, weights)) {
      return run(ready, host, resident);
    }
  }

  /** A copy that holds no more memory than its own; the tensor itself is closed. */
  public EngineTensor compact(EngineTensor tensor) {
    try (tensor) {
      return engine.upload(tensor.toHost());
    }
  }

  private Map<Slot, EngineTensor> run(
      PreparedProgram ready, Map<Slot, HostTensor> host, Map<Slot, EngineTensor> resident) {
    Map<String, EngineTensor> uploaded = new HashMap<>();
    try {
      host.forEach((slot, value) -> uploaded.put(slot.name(), engine.upload(value)));
      Map<String, EngineTensor> inputs = new HashMap<>(uploaded);
      resident.forEach((slot, value) -> inputs.put(slot.name(), value));
      Map<Slot, EngineTensor> out = new HashMap<>();
      ready.run(inputs).forEach((name, value) -> out.put(new Slot(name), value));
      return out;
    } finally {
      uploaded.values().forEach(EngineTensor::close);
    }
  }

  /** Runs a program and copies what it gives to the Java heap; nothing is left to close. */
  public Map<Slot, HostTensor> runToHost(
      Program program, Map<Slot, HostTensor> host, Map<Slot, EngineTensor> resident) {
    return toHost(run(program, host, resident));
  }

  /** As {@link #runOnce}, copied to the Java heap; nothing is left to close. */
  public Map<Slot, HostTensor> runOnceToHost(
      Program program, Map<Slot, HostTensor> host, Map<Slot, EngineTensor> resident) {
    return toHost(runOnce(program, host, resident));
  }

  private static Map<Slot, HostTensor> toHost(Map<Slot, EngineTensor> values) {
    try {
      Map<Slot, HostTensor> out = new HashMap<>();
      values.forEach((slot, value) -> out.put(slot, value.toHost()));
      return out;
    } finally {
      values.values().forEach(EngineTensor::close);
    }
  }

  /** Makes a program ready, so that its first run does not wait for it. */
  PreparedProgram prepare(Program program) {
    requireOpen();
    PreparedProgram ready = prepared.computeIfAbsent(program, Preparation::new).get();
    if (closed) {
      // Closed in the meantime: nobody else would close what was just prepared.
      closeAll();
      requireOpen();
    }
    return ready;
  }

  /**
   * Makes programs ready, the first in the calling thread and each other in one of its own. Returns
   * when all are, or one failed.
   */
  void prepareAll(List<Program> all) {
    List<CompletableFuture<?>> others =
        all.stream()
            .skip(1)
            .map(p -> CompletableFuture.runAsync(() -> prepare(p), Programs::inThread))
            .collect(Collectors.toList());
    try {
      all.stream().limit(1).forEach(this::prepare);
    } finally {
      CompletableFuture.allOf(others.toArray(CompletableFuture[]::new))
          .exceptionally(e -> null)
          .join();
    }
    others.forEach(Programs::await);
  }

  private static void inThread(Runnable work) {
    Thread thread = new Thread(work, "medsam2-prepare");
    thread.setDaemon(true);
    thread.start();
  }

  private static void await(CompletableFuture<?> other) {
    try {
      other.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException r ? r : e;
    }
  }

  /** Refuses to go on with a model that is closed. */
  void requireOpen() {
    if (closed) {
      throw new InvalidInputException(
          "model of " + weights.source(), "open", "closed", "close it after its last use");
    }
  }

  /** Lets no program run any more; the engine's end closes those that are prepared. */
  void end() {
    closed = true;
  }

  /** Closes all that are prepared. */
  void closeAll() {
    prepared.values().forEach(Preparation::close);
  }

  /** One program on its way: who wants another does not wait for it. */
  private final class Preparation {
    private final Program program;
    private volatile @Nullable PreparedProgram ready;

    Preparation(Program program) {
      this.program = program;
    }

    /** Prepares it, the first time. One that failed is tried again. */
    PreparedProgram get() {
      PreparedProgram known = ready;
      return known == null ? make() : known;
    }

    private synchronized PreparedProgram make() {
      PreparedProgram known = ready;
      if (known == null) {
        known = engine.prepare(program, weights);
        ready = known;
      }
      return known;
    }

    void close() {
      PreparedProgram known = ready;
      if (known != null) {
        known.close();
      }
    }
  }
}
