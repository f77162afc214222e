// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

/** Turning of big-endian values. */
final class ByteOrders {

  private ByteOrders() {}

  /** Reverses each group of {@code unit} bytes; an incomplete last group stays. */
  static void reverse(byte[] bytes, int unit) {
    for (int start = 0; start + unit <= bytes.length; start += unit) {
      for (int i = start, j = start + unit - 1; i < j; i++, j--) {
        byte b = bytes[i];
        bytes[i] = bytes[j];
        bytes[j] = b;
      }
    }
  }
}
