// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.io.InputStream;

/** The bytes of a source from a position on. */
final class SourceStream extends InputStream {
  private final ByteSource source;
  private long position;

  SourceStream(ByteSource source, long position) {
    this.source = source;
    this.position = position;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (position >= source.size()) {
      return -1;
    }
    int n = (int) Math.min(length, source.size() - position);
    source.read(position, target, offset, n);
    position += n;
    return n;
  }
}
