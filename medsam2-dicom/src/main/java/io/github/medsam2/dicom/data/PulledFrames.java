// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.IntFunction;

/**
 * Pixel data that are made frame by frame as they are written, so that a long cine is never held
 * whole. For writing only: what is read is {@link Bytes} or {@link Fragments}.
 *
 * <p>Writing twice makes the frames twice; the maker must give the same bytes for the same frame.
 */
public final class PulledFrames implements Element {
  private final Vr vr;
  private final int count;
  private final long frameLength;
  private final IntFunction<byte[]> maker;

  private PulledFrames(Vr vr, int count, long frameLength, IntFunction<byte[]> maker) {
    this.vr = vr;
    this.count = count;
    this.frameLength = frameLength;
    this.maker = maker;
  }

  /**
   * Uncompressed frames, one right behind the other.
   *
   * @param vr OB or OW
   * @param count number of frames
   * @param frameLength bytes of each frame
   * @param maker the little-endian bytes of a frame, 0 to count - 1, asked for in order
   */
  public static PulledFrames plain(Vr vr, int count, int frameLength, IntFunction<byte[]> maker) {
    return new PulledFrames(vr, count, frameLength, maker);
  }

  /**
   * Codestreams, one fragment a frame. Their lengths are not known beforehand, so the basic offset
   * table is left empty, as PS3.5 A.4 allows.
   *
   * @param count number of frames
   * @param maker the codestream of a frame, 0 to count - 1, asked for in order
   */
  public static PulledFrames fragments(int count, IntFunction<byte[]> maker) {
    return new PulledFrames(Vr.OB, count, -1, maker);
  }

  @Override
  public int tag() {
    return Tag.PIXEL_DATA.number();
  }

  @Override
  public Vr vr() {
    return vr;
  }

  /** Whether the frames are codestreams, each a fragment. */
  public boolean isEncapsulated() {
    return frameLength < 0;
  }

  /** The number of frames. */
  int count() {
    return count;
  }

  /** Bytes of all uncompressed frames together. */
  long length() {
    return count * frameLength;
  }

  byte[] frame(int index) {
    return maker.apply(index);
  }

  /** Writes uncompressed frames without padding. */
  void writePlain(OutputStream out) throws IOException {
    for (int i = 0; i < count; i++) {
      byte[] frame = frame(i);
      if (frame.length != frameLength) {
        throw new DicomException(
            Tag.PIXEL_DATA.toString(),
            frameLength + " bytes for frame " + i,
            frame.length + " bytes",
            "give frames of one size");
      }
      out.write(frame);
    }
  }

  /** Tag, VR and number of frames. */
  @Override
  public String toString() {
    return Tag.describe(tag()) + " " + vr + " " + count + " frames to be made";
  }
}
