// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.error.MedSam2Exception;

/** A mask in which no vessel can be traced: too small, or a spot. */
public final class NoVesselException extends MedSam2Exception {
  private static final long serialVersionUID = 1L;

  NoVesselException(String expected, String found, String fix) {
    super("vessel mask", expected, found, fix);
  }
}
