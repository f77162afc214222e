// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.batch.store.Failure;
import io.github.medsam2.batch.store.Marker;

/** What became of a case. */
public sealed interface Outcome {

  /**
   * Done now.
   *
   * @param marker of the result
   */
  record Done(Marker marker) implements Outcome {}

  /**
   * Done before, or by another process meanwhile.
   *
   * @param marker of the result
   */
  record Already(Marker marker) implements Outcome {}

  /**
   * Not done.
   *
   * @param failure why
   * @param now whether it was tried now
   */
  record Failed(Failure failure, boolean now) implements Outcome {}
}
