// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.error;

/** A file or text that does not follow its format, or exceeds the limits it is read within. */
public class FormatException extends MedSam2Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the file and, where known, the position in it
   * @param expected what the format demands
   * @param found what was there
   * @param fix what the caller can do
   */
  public FormatException(String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
  }

  /**
   * @param where the file and, where known, the position in it
   * @param expected what the format demands
   * @param found what was there
   * @param fix what the caller can do
   * @param cause the failure underneath
   */
  public FormatException(String where, String expected, String found, String fix, Throwable cause) {
    super(where, expected, found, fix, cause);
  }
}
