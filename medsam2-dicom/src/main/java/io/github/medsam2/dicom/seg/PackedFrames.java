// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.ByteSource;
import java.util.List;

/**
 * Frames that begin with a byte each, read as one run of bits without padding between them. So a
 * frame of 1-bit pixels may begin within a byte (PS3.5 8.1.1), and nothing is held twice.
 */
final class PackedFrames implements ByteSource {
  private final List<byte[]> frames;
  private final long frameBits;

  /**
   * @param frames each of {@code frameBits} bits; those behind the last are 0
   */
  PackedFrames(List<byte[]> frames, long frameBits) {
    this.frames = List.copyOf(frames);
    this.frameBits = frameBits;
  }

  @Override
  public long size() {
    return (frameBits * frames.size() + 7) / 8;
  }

  @Override
  public void read(long position, byte[] target, int offset, int length) {
    if (frameBits % 8 == 0) {
      copy(position, target, offset, length);
      return;
    }
    for (int i = 0; i < length; i++) {
      target[offset + i] = gather(8 * (position + i));
    }
  }

  private void copy(long position, byte[] target, int offset, int length) {
    long frameBytes = frameBits / 8;
    int done = 0;
    while (done < length) {
      byte[] frame = frames.get((int) ((position + done) / frameBytes));
      int from = (int) ((position + done) % frameBytes);
      int n = Math.min(length - done, frame.length - from);
      System.arraycopy(frame, from, target, offset + done, n);
      done += n;
    }
  }

  /** Eight bits from one on, which may be of several frames. */
  private byte gather(long bit) {
    int out = 0;
    int filled = 0;
    long total = frameBits * frames.size();
    while (filled < 8 && bit + filled < total) {
      long at = bit + filled;
      byte[] frame = frames.get((int) (at / frameBits));
      long inFrame = at % frameBits;
      int shift = (int) (inFrame & 7);
      int n = (int) Math.min(8 - Math.max(filled, shift), frameBits - inFrame);
      out |= (frame[(int) (inFrame >> 3)] >> shift & ((1 << n) - 1)) << filled;
      filled += n;
    }
    return (byte) out;
  }
}
