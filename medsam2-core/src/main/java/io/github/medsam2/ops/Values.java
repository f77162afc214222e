// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.ops;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The values of a program by slot. Not thread-safe.
 *
 * @param byName by the names of the slots
 * @param <T> the engine's value
 */
public record Values<T>(Map<String, T> byName) {

  /** No values yet. */
  public static <T> Values<T> empty() {
    return new Values<>(new LinkedHashMap<>());
  }

  /** The names of slots in order, as a program declares its outputs. */
  public static List<String> names(List<Slot> slots) {
    return slots.stream().map(Slot::name).toList();
  }

  /** A value that is there: engines hand every declared input over. */
  public T get(Slot slot) {
    return Objects.requireNonNull(byName.get(slot.name()), slot.name());
  }

  /** A value that may not be there. */
  public @Nullable T find(Slot slot) {
    return byName.get(slot.name());
  }

  /** Adds a value. */
  public void put(Slot slot, T value) {
    byName.put(slot.name(), value);
  }
}
