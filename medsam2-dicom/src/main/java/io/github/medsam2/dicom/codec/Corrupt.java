// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec;

import io.github.medsam2.dicom.error.DicomException;

/** Makes the exception for a damaged codestream. */
public final class Corrupt {

  private Corrupt() {}

  /** For a stream that does not follow its format. */
  public static DicomException at(String codec, int position, String expected, String found) {
    return new DicomException(
        codec + " stream at byte " + position,
        expected,
        found,
        "the frame is damaged; leave it out");
  }

  /** For a part of the codec's standard that is not written here. */
  public static DicomException unsupported(String codec, String expected, String found) {
    return new DicomException(
        codec + " stream", expected, found, "transcode the object with another tool first");
  }
}
