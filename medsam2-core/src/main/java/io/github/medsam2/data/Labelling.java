// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.prompt.Description;
import java.util.Optional;
import java.util.function.Function;

/**
 * How the categories of a file become objects. Immutable; thread-safe as its function is.
 *
 * @param description of a category, by its name or, where a file gives none, its number; may be
 *     absent
 * @param onePerCategory whether all outlines of a category in an image are one object, as parts of
 *     a vessel are, or each is an object by itself
 */
public record Labelling(
    Function<String, Optional<? extends Description>> description, boolean onePerCategory) {

  /** Every outline an object that nothing is said of. */
  public static Labelling none() {
    return new Labelling(category -> Optional.empty(), false);
  }
}
