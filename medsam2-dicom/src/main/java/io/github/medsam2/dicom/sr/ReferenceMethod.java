// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Code;

/** How the reference diameter was found (CID 3465). */
public enum ReferenceMethod {
  /** A curve fitted to the diameters along the vessel. */
  CURVE_FITTED(Code.dcm("122489", "Curve Fitted Reference")),
  /** Interpolated at the lesion from the vessel on both sides. */
  INTERPOLATED_LOCAL(Code.dcm("122490", "Interpolated Local Reference")),
  /** The mean of diameters near the lesion. */
  MEAN_LOCAL(Code.dcm("122491", "Mean Local Reference"));

  private final Code code;

  ReferenceMethod(Code code) {
    this.code = code;
  }

  Code code() {
    return code;
  }
}
