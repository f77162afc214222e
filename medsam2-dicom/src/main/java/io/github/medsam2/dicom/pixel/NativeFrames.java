// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.Bytes;

/** Uncompressed frames one behind the other, read by their place. */
record NativeFrames(Bytes pixels, long frameBits, int frames) implements FrameBytes {

  @Override
  public int count() {
    return (int) Math.min(frames, there());
  }

  private long there() {
    return pixels.length() * 8 / frameBits;
  }

  /** Whether there are whole frames beyond those declared, and not only padding. */
  boolean hasMore() {
    return there() > frames && pixels.length() - (frameBits * frames + 7) / 8 > 1;
  }

  @Override
  public byte[] read(int frame) {
    long firstBit = frameBits * frame;
    int shift = (int) (firstBit % 8);
    long from = firstBit / 8;
    long to = (firstBit + frameBits + 7) / 8;
    byte[] out = new byte[Math.toIntExact(to - from)];
    pixels.read(from, out, 0, out.length);
    return shift == 0 ? out : shifted(out, shift);
  }

  /** Bits are packed from the lowest up, across frames without padding. */
  private static byte[] shifted(byte[] in, int shift) {
    byte[] out = new byte[in.length];
    for (int i = 0; i < in.length; i++) {
      int next = i + 1 < in.length ? in[i + 1] & 0xff : 0;
      out[i] = (byte) ((in[i] & 0xff) >>> shift | next << (8 - shift));
    }
    return out;
  }
}
