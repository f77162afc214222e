// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.error;

/**
 * The base of everything this library throws on bad input or a failed run.
 *
 * <p>The message always answers four questions in one line: where, what was expected, what was
 * found, and what to do. It never contains a patient's data.
 */
public class MedSam2Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the file, key, argument or station concerned
   * @param expected what a good input looks like
   * @param found what was there instead
   * @param fix what the caller can do
   */
  public MedSam2Exception(String where, String expected, String found, String fix) {
    super(message(where, expected, found, fix));
  }

  /**
   * @param where the file, key, argument or station concerned
   * @param expected what a good input looks like
   * @param found what was there instead
   * @param fix what the caller can do
   * @param cause the failure underneath
   */
  public MedSam2Exception(
      String where, String expected, String found, String fix, Throwable cause) {
    super(message(where, expected, found, fix), cause);
  }

  private static String message(String where, String expected, String found, String fix) {
    return where + ": expected " + expected + ", found " + found + "; " + fix;
  }
}
