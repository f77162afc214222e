// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import io.github.medsam2.error.MedSam2Exception;

/**
 * An archive that could not be asked, or answered otherwise than DICOMweb says. Messages name the
 * service and the status, never an identifier, an address, a credential or a word of the answer.
 */
public final class DicomWebException extends MedSam2Exception {
  private static final long serialVersionUID = 1L;

  private final int status;

  DicomWebException(int status, String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
    this.status = status;
  }

  DicomWebException(String where, String expected, String found, String fix) {
    this(0, where, expected, found, fix);
  }

  /** The status of HTTP that the archive answered with; 0 where it gave none. */
  public int status() {
    return status;
  }
}
