// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

/** One of the two coronary trees; one injection fills one of them. */
public enum TreeSide {
  RIGHT,
  LEFT
}
