// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

/** What was done to source images and what they were for (CID 7203 and 7202). */
public final class DerivationCodes {
  public static final Code SEGMENTATION = Code.dcm("113076", "Segmentation");
  public static final Code PROCESSED_IMAGE =
      Code.dcm("121322", "Source image for image processing operation");

  private DerivationCodes() {}
}
