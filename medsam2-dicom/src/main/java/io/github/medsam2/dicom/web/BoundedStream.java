// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/** A stream of at most so many bytes; more of them is an error, not an end. */
final class BoundedStream extends InputStream {
  private final InputStream in;
  private final Supplier<DicomWebException> more;
  private long left;

  BoundedStream(InputStream in, long most, Supplier<DicomWebException> more) {
    this.in = in;
    this.left = most;
    this.more = more;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    int n = in.read(to, offset, length);
    left -= Math.max(0, n);
    if (left < 0) {
      throw more.get();
    }
    return n;
  }
}
