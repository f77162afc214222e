// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Code;

/** How cross-sectional areas were found (CID 3470). */
public enum AreaMethod {
  /** Circles of the diameters. */
  CIRCULAR(Code.dcm("122473", "Circular method")),
  /** From the contrast's attenuation. */
  DENSITOMETRIC(Code.dcm("122474", "Densitometric method"));

  private final Code code;

  AreaMethod(Code code) {
    this.code = code;
  }

  Code code() {
    return code;
  }
}
