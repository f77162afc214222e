// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/** The element types of pixels and voxels. */
public enum PixelType {
  UINT8(1),
  INT16(2),
  UINT16(2),
  FLOAT32(4);

  private final int bytes;

  PixelType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one sample. */
  public int bytes() {
    return bytes;
  }
}
