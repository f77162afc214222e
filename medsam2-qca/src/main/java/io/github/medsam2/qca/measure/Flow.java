// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

/** How it is known which end of a vessel is the proximal one. */
public enum Flow {
  /** The caller said where the vessel comes from. */
  STATED,
  /** The vessel is clearly wider at one end. */
  BY_CALIBRE,
  /** Both ends are alike: samples may run either way. */
  UNKNOWN
}
