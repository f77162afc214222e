// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The check of what a run is given against what its program declares. Part of the service
 * interface: an engine starts every run with it, so that a wrong input is refused before native
 * code sees it, and in the same words by all engines.
 */
public final class Ports {

  private Ports() {}

  /**
   * The inputs of a run as the engine's own tensors, all of them and no others, in the order of the
   * program's ports.
   *
   * @param inputs what {@link PreparedProgram#run} was given
   * @param own the engine's class of tensors
   * @param mine whether a tensor of that class was made by the engine that runs
   * @throws EngineException naming the program and the input, when one is missing, of another
   *     engine, misshapen, or unknown
   */
  public static <T extends EngineTensor> Map<String, T> check(
      Program program, Map<String, EngineTensor> inputs, Class<T> own, Predicate<T> mine) {
    Map<String, T> checked = new LinkedHashMap<>();
    for (Port port : program.inputs()) {
      String where = "program " + program.name() + ", input " + port.name();
      T tensor = owned(where, inputs.get(port.name()), own, mine);
      requireFit(where, port, tensor);
      checked.put(port.name(), tensor);
    }
    requireNoOthers(program, inputs.keySet(), checked.keySet());
    return checked;
  }

  private static <T extends EngineTensor> T owned(
      String where, @Nullable EngineTensor given, Class<T> own, Predicate<T> mine) {
    if (given == null) {
      throw new EngineException(where, "a tensor", "none", "give one for every input");
    }
    if (!own.isInstance(given) || !mine.test(own.cast(given))) {
      throw new EngineException(
          where,
          "a tensor of this engine",
          "one of another engine",
          "upload it to the engine that prepared the program");
    }
    return own.cast(given);
  }

  private static void requireFit(String where, Port port, EngineTensor given) {
    if (given.dtype() != port.dtype() || !fits(port.shape(), given.shape())) {
      throw new EngineException(
          where,
          port.dtype() + " " + port.shape(),
          given.dtype() + " " + given.shape(),
          "give a tensor of this type and shape");
    }
  }

  private static boolean fits(Shape port, Shape given) {
    if (port.rank() != given.rank()) {
      return false;
    }
    for (int axis = 0; axis < port.rank(); axis++) {
      if (port.dim(axis) != Shape.ANY && port.dim(axis) != given.dim(axis)) {
        return false;
      }
    }
    return true;
  }

  private static void requireNoOthers(Program program, Set<String> given, Set<String> known) {
    Set<String> unknown = new TreeSet<>(given);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new EngineException(
          "program " + program.name(),
          "the inputs " + known,
          "also " + unknown,
          "give only the program's inputs");
    }
  }
}
