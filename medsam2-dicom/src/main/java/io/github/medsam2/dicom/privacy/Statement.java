// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import io.github.medsam2.dicom.derived.Code;

/** What a masked object says was done to it (CID 7050). */
final class Statement {
  static final String METHOD = "Masked for training export; pixels and codes not inspected";
  static final Code BASIC_PROFILE = Code.dcm("113100", "Basic Application Confidentiality Profile");
  static final Code CLEAN_PIXELS = Code.dcm("113101", "Clean Pixel Data Option");
  static final Code MODIFIED_DATES =
      Code.dcm("113107", "Retain Longitudinal Temporal Information Modified Dates Option");

  private Statement() {}
}
