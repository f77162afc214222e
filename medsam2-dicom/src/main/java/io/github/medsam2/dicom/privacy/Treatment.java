// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

/** What was done to an attribute. */
public enum Treatment {
  /** Taken out, with all items of a sequence. */
  REMOVED,
  /** Left without a value, as the standard wants the attribute to be there. */
  EMPTIED,
  /** Given a value that says nothing, as the standard wants one. */
  REPLACED,
  /** Given a value made from the original and the key, the same for the same original. */
  PSEUDONYMISED,
  /** Moved by the patient's number of days. */
  SHIFTED,
  /** Pixels of the rectangles given were made black, and bits that are not stored cleared. */
  BLANKED
}
