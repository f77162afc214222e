// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

/** How a reader takes a file that does not follow the standard. Limits hold in both. */
public enum Strictness {
  /** Damage ends the reading; what stands before it is kept and the damage is a {@link Finding}. */
  LENIENT,
  /** Any damage is a {@code DicomException}. */
  STRICT
}
