// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

/** An element whose value is one run of bytes, little endian whatever the file was. */
public sealed interface Bytes extends Element permits Value, Located {

  /** The length of the value in bytes. */
  long length();

  /**
   * Reads part of the value. Thread-safe.
   *
   * @param at first byte of the value, with {@code at + count <= length()}
   * @param target array to fill
   * @param offset first index in the array
   * @param count bytes to read
   */
  void read(long at, byte[] target, int offset, int count);
}
