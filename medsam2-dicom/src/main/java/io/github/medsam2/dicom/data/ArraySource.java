// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

/** Bytes of an array, which nobody writes to afterwards. */
final class ArraySource implements ByteSource {
  private final byte[] bytes;

  ArraySource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    System.arraycopy(bytes, Math.toIntExact(position), target, offset, length);
  }
}
