// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

/** Random numbers by index: the same index gives the same number whenever it is asked. */
@FunctionalInterface
public interface Noise {

  /**
   * A number of at least 0 and below 1.
   *
   * @param index at least 0
   */
  double uniform(long index);
}
