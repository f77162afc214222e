// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.error;

/** A file of weights that cannot be read, or does not hold what the configuration needs. */
public final class CheckpointException extends FormatException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the file and, where known, the entry, key or byte
   * @param expected what the format or the configuration demands
   * @param found what was there
   * @param fix what the caller can do
   */
  public CheckpointException(String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
  }

  /**
   * @param where the file and, where known, the entry, key or byte
   * @param expected what the format or the configuration demands
   * @param found what was there
   * @param fix what the caller can do
   * @param cause the failure underneath
   */
  public CheckpointException(
      String where, String expected, String found, String fix, Throwable cause) {
    super(where, expected, found, fix, cause);
  }
}
