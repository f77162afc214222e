// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.nio.file.Path;

/**
 * Bytes of a file.
 *
 * @param file the file
 * @param offset position of the first byte
 * @param length number of bytes
 */
public record FileRange(Path file, long offset, long length) {

  /** Offset and length; not the file, whose name may be a patient's. */
  @Override
  public String toString() {
    return length + " bytes from " + offset;
  }
}
