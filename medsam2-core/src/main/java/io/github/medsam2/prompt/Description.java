// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import java.util.List;
import java.util.Optional;

/**
 * What is said of an object, not pointed at: a name, how it is seen. Which words a model
 * understands is a matter of its checkpoint; kinds of description are classes of their own, such as
 * {@link io.github.medsam2.prompt.coronary.CoronaryPrompt}. Immutable and thread-safe.
 */
public non-sealed interface Description extends Prompt {

  /** The description in words. */
  String render();

  /** Whether it names the object, so that it may be asked for by this alone. */
  boolean namesObject();

  /** This description, completed by an earlier one of the same object on the same image. */
  Description over(Description earlier);

  /** This description of the object in an image whose left and right are swapped. */
  Description mirrored();

  /**
   * All that may be said in its place by leaving something out, each as true of the object as the
   * whole, which is the last; none twice. Who trains a model draws from them, so that it
   * understands those who say less.
   */
  List<Description> parts();

  /** What of it goes on to hold when the object is seen on other frames. */
  Optional<Description> lasting();
}
