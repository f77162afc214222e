// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.carrier;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes with the watch running: a client that takes nothing loses its connection after the time
 * for silence, and a thread that waits for something to say is left alone.
 */
final class WatchedOutput extends FilterOutputStream {
  private static final int PIECE = 1 << 16;

  private final SilenceWatch watch;

  WatchedOutput(OutputStream out, SilenceWatch watch) {
    super(out);
    this.watch = watch;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    for (int at = 0; at < length; at += PIECE) {
      int from = offset + at;
      int piece = Math.min(PIECE, length - at);
      watched(() -> out.write(bytes, from, piece));
    }
  }

  @Override
  public void flush() throws IOException {
    watched(out::flush);
  }

  @Override
  public void close() throws IOException {
    watched(out::close);
  }

  private void watched(Step step) throws IOException {
    watch.writing();
    try {
      step.run();
    } finally {
      watch.pause();
    }
  }

  private interface Step {
    void run() throws IOException;
  }
}
