// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/** The rule of {@link Intensity#standard()}. */
enum StandardIntensity implements Intensity {
  INSTANCE
}
