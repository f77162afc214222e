// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

/**
 * What a segment can be: categories (CID 7150), and the types this library is mostly used for (CIDs
 * 7156 to 7159, 3010, 3810). Arteries are in {@link CoronaryCodes}; any other code will do as well.
 */
public final class SegmentCodes {
  public static final Code ANATOMICAL_STRUCTURE = Code.sct("91723000", "Anatomical Structure");
  public static final Code ABNORMAL_STRUCTURE =
      Code.sct("49755003", "Morphologically Abnormal Structure");
  public static final Code PHYSICAL_OBJECT = Code.sct("260787004", "Physical object");
  public static final Code SPATIAL_CONCEPT =
      Code.sct("309825002", "Spatial and Relational Concept");
  public static final Code TISSUE = Code.sct("85756007", "Tissue");

  public static final Code CORONARY_ARTERY = Code.sct("41801008", "Coronary artery");
  public static final Code VESSEL_LUMEN = Code.sct("91747007", "Lumen of blood vessel");
  public static final Code LESION = Code.sct("52988006", "Lesion");
  public static final Code STENOSIS = Code.sct("415582006", "Stenosis");
  public static final Code CATHETER = Code.sct("19923001", "Catheter");
  public static final Code STENT = Code.sct("65818007", "Stent");
  public static final Code BACKGROUND = Code.dcm("125040", "Background");

  private SegmentCodes() {}
}
