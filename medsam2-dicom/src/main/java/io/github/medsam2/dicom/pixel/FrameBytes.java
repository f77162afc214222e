// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

/** Where the bytes of frames are. Thread-safe. */
interface FrameBytes {

  /** The number of frames that are there whole. */
  int count();

  /** The bytes of one frame; uncompressed 1-bit frames are moved to begin with the first bit. */
  byte[] read(int frame);
}
