// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import java.util.Set;

/** Which classes of image have numbered frames (PS3.3 A.1.4). */
final class ImageClasses {
  private static final String ROOT = "1.2.840.10008.5.1.4.1.1.";

  /** Those whose objects are one image, whatever number of frames one of them states. */
  private static final Set<String> SINGLE_FRAME =
      Set.of(
          "1", // CR
          "1.1", // DX for presentation
          "1.1.1", "1.2", // mammography
          "1.2.1", "1.3", // intraoral
          "1.3.1", "2", // CT
          "4", // MR
          "6", // ultrasound, retired
          "6.1", // ultrasound
          "7", // secondary capture
          "77.1.1", // visible light: endoscopic, microscopic, slide coordinates, photographic
          "77.1.2", "77.1.3", "77.1.4", "128"); // PET

  private ImageClasses() {}

  /** Whether frames of an object of this class have no numbers to refer to. */
  static boolean isSingleFrame(String sopClass) {
    return sopClass.startsWith(ROOT) && SINGLE_FRAME.contains(sopClass.substring(ROOT.length()));
  }
}
