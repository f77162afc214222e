// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.data.Sample;

/** A way to divide objects, such as by artery or by site. */
@FunctionalInterface
public interface Stratum {

  /**
   * What an object belongs to; blank for nothing, and then it is left out of the division.
   *
   * @param object index in the sample
   */
  String of(Sample sample, int object);
}
