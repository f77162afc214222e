// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.voxel;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * A file read forward once, that knows how many bytes can still come. What a header claims can be
 * held against that before memory is taken.
 */
public final class Input implements Closeable {
  /** The most bytes that one byte can expand to: deflate makes at most 258 bytes of 2 bits. */
  public static final int DEFLATE_RATIO = 1032;

  private static final int BUFFER = 1 << 16;
  private static final int TEXT = 1 << 22;

  private final String format;
  private InputStream in;
  private long left;
  private int text;

  private Input(String format, InputStream in, long left) {
    this.format = format;
    this.in = new BufferedInputStream(in, BUFFER);
    this.left = left;
  }

  /** What a reader does with an open file. */
  public interface Reading<T> {
    T apply(Input in) throws IOException;
  }

  /** What reads from files it opens itself. */
  public interface Work<T> {
    T run() throws IOException;
  }

  /** Opens a file, reads it and closes it. */
  public static <T> T read(Path file, String format, Reading<T> reading) {
    return guard(
        format,
        () -> {
          try (Input in = of(format, Files.newInputStream(file), Files.size(file))) {
            return reading.apply(in);
          }
        });
  }

  /**
   * Reads from a stream.
   *
   * @param left the most bytes that can come from it
   */
  public static Input of(String format, InputStream in, long left) {
    return new Input(format, in, left);
  }

  /**
   * Turns failures of reading into the library's exceptions. Messages name the format, not the
   * file: its name may be a patient's.
   */
  public static <T> T guard(String format, Work<T> work) {
    try {
      return work.run();
    } catch (EOFException e) {
      throw new FormatException(
          format, "as many bytes as its header says", "the end of the file", "copy it again", e);
    } catch (ZipException e) {
      throw new FormatException(
          format, "valid compressed data", "damaged data", "copy the file again", e);
    } catch (IOException e) {
      throw new MedSam2Exception(
          format, "a readable file", e.getClass().getSimpleName(), "check path and rights", e);
    }
  }

  /** The format's name, for messages. */
  public String format() {
    return format;
  }

  /** The most bytes that can still come. */
  public long left() {
    return left;
  }

  /** The next n bytes. */
  public byte[] bytes(int n) throws IOException {
    byte[] bytes = new byte[n];
    fill(bytes, n);
    return bytes;
  }

  /** Reads the next n bytes to the start of a buffer. */
  void fill(byte[] buffer, int n) throws IOException {
    if (in.readNBytes(buffer, 0, n) < n) {
      throw new EOFException();
    }
    left -= n;
  }

  /** Passes over n bytes. */
  public void skip(long n) throws IOException {
    if (n < 0 || n > left) {
      throw new EOFException();
    }
    in.skipNBytes(n);
    left -= n;
  }

  /** Whether the next bytes are these; they are not consumed. */
  public boolean startsWith(int... expected) throws IOException {
    in.mark(expected.length);
    byte[] next = in.readNBytes(expected.length);
    in.reset();
    boolean same = next.length == expected.length;
    for (int i = 0; same && i < expected.length; i++) {
      same = (next[i] & 0xff) == expected[i];
    }
    return same;
  }

  /** Reads the rest of the file through gunzip if it is gzip. */
  public void gunzipIfCompressed() throws IOException {
    if (startsWith(0x1f, 0x8b)) {
      gunzip();
    }
  }

  /** Reads the rest of the file, which must be gzip, through gunzip. */
  public void gunzip() throws IOException {
    expand(new GZIPInputStream(in, BUFFER));
  }

  /** Reads the rest of the file, which must be a zlib stream, through inflate. */
  public void inflate() {
    expand(new InflaterInputStream(in));
  }

  private void expand(InputStream expanding) {
    in = new BufferedInputStream(expanding, BUFFER);
    left = left > Long.MAX_VALUE / DEFLATE_RATIO ? Long.MAX_VALUE : left * DEFLATE_RATIO;
  }

  /** Throws if fewer than n bytes can come. */
  void require(long n) throws IOException {
    if (n > left) {
      throw new EOFException();
    }
  }

  /** Lets a compressed stream check its checksum, when nothing follows the bytes read so far. */
  public void finish() throws IOException {
    in.read();
  }

  /**
   * A line of a text header without its end, LF or CR LF, in Latin 1; null at the end of the file.
   * All lines together may have {@value #TEXT} bytes.
   */
  public @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder();
    int b = next();
    if (b < 0) {
      return null;
    }
    for (; b >= 0 && b != '\n'; b = next()) {
      line.append((char) b);
    }
    int last = line.length() - 1;
    if (last >= 0 && line.charAt(last) == '\r') {
      line.setLength(last);
    }
    return line.toString();
  }

  private int next() throws IOException {
    int b = in.read();
    if (b >= 0) {
      left--;
      text++;
      if (text > TEXT) {
        throw new FormatException(
            format, "a text header of at most " + TEXT + " bytes", "more", "check the file");
      }
    }
    return b;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
