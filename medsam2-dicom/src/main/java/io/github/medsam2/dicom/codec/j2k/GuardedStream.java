// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec.j2k;

import io.github.medsam2.dicom.codec.Corrupt;
import io.github.medsam2.dicom.codec.Supervised;
import java.time.Duration;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * Bytes for a reader that does not stop by itself: reading on past the end, or too long, throws.
 */
final class GuardedStream extends ImageInputStreamImpl {
  private static final int PATIENCE = 64;
  private final byte[] data;
  private final long giveUp;
  private final Duration deadline;
  private int pastEnd;
  private int reads;

  GuardedStream(byte[] data, Duration deadline) {
    this.data = data;
    this.deadline = deadline;
    this.giveUp = System.nanoTime() + deadline.toNanos();
  }

  @Override
  public int read() {
    guard(1);
    bitOffset = 0;
    return streamPos < data.length ? data[(int) streamPos++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    guard(length);
    bitOffset = 0;
    int n = (int) Math.min(length, data.length - streamPos);
    if (n <= 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(data, (int) streamPos, target, offset, n);
    streamPos += n;
    return n;
  }

  @Override
  public long length() {
    return data.length;
  }

  private void guard(int wanted) {
    if (streamPos + wanted > data.length && ++pastEnd > PATIENCE) {
      throw Corrupt.at("JPEG 2000", data.length, "the whole frame", "the end of the stream");
    }
    if ((++reads & 0xff) == 0 && System.nanoTime() - giveUp > 0) {
      throw Supervised.late("JPEG 2000", deadline);
    }
  }
}
