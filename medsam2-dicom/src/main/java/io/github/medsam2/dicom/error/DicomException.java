// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.error;

import io.github.medsam2.error.FormatException;

/**
 * A DICOM file, data set or codestream that cannot be read or written. Messages name tags, value
 * representations, lengths and offsets, never values.
 */
public final class DicomException extends FormatException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the attribute, byte offset or codestream marker
   * @param expected what the standard or the limits demand
   * @param found what was there, without any value of the patient
   * @param fix what the caller can do
   */
  public DicomException(String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
  }

  /**
   * @param where the attribute, byte offset or codestream marker
   * @param expected what the standard or the limits demand
   * @param found what was there, without any value of the patient
   * @param fix what the caller can do
   * @param cause the failure underneath
   */
  public DicomException(String where, String expected, String found, String fix, Throwable cause) {
    super(where, expected, found, fix, cause);
  }
}
