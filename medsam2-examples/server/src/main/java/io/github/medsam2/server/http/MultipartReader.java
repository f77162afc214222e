// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The parts of a form one after the other, from a stream of which a window is kept. */
final class MultipartReader {
  private static final int WINDOW = 1 << 16;
  private static final int HEADERS = 1 << 14;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] window = new byte[WINDOW];
  private long left;
  private int start;
  private int end;
  private boolean begun;
  private String disposition = "";
  private Body body = new Body();

  MultipartReader(InputStream in, String boundary, long most) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.left = most;
    // The first delimiter may stand at the very start, without a line before it.
    window[0] = '\r';
    window[1] = '\n';
    end = 2;
  }

  /** Moves to the next part, over what is left of this one; false at the end. */
  boolean next() throws IOException {
    body.transferTo(java.io.OutputStream.nullOutputStream());
    begun = true;
    String after = line();
    if (after.startsWith("--")) {
      return false;
    }
    if (!after.isBlank()) {
      throw broken("a line end after the boundary");
    }
    disposition = "";
    int all = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      all += line.length();
      if (all > HEADERS) {
        throw Refusal.tooLarge("part of the form", HEADERS + " bytes of headers", "send less");
      }
      if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
        disposition = line;
      }
    }
    body = new Body();
    return true;
  }

  /** The header that names the part. */
  String disposition() {
    return disposition;
  }

  /** The bytes of this part. */
  InputStream body() {
    return body;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (start == end && !fill()) {
        // The last line needs no end.
        if (line.size() >= 2) {
          return line.toString(StandardCharsets.UTF_8);
        }
        throw broken("a boundary at its end");
      }
      byte b = window[start++];
      if (b == '\n') {
        String text = line.toString(StandardCharsets.UTF_8);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() >= HEADERS) {
        throw Refusal.tooLarge("part of the form", HEADERS + " bytes in a line", "send less");
      }
      line.write(b);
    }
  }

  /** Reads more behind what is there; false at the end of the stream. */
  private boolean fill() throws IOException {
    if (start > 0) {
      System.arraycopy(window, start, window, 0, end - start);
      end -= start;
      start = 0;
    }
    int n = in.read(window, end, window.length - end);
    if (n < 0) {
      return false;
    }
    left -= n;
    if (left < 0) {
      throw Refusal.tooLarge("body", "the server's limit of bytes", "send a smaller file");
    }
    end += n;
    return true;
  }

  private static Refusal broken(String expected) {
    return Refusal.wrong("form", expected, "something else");
  }

  /** Where the delimiter begins in the window, or might begin at its end. */
  private int delimiterAt() {
    for (int i = start; i < end; i++) {
      if (window[i] == '\r') {
        int n = 0;
        while (n < delimiter.length && i + n < end && window[i + n] == delimiter[n]) {
          n++;
        }
        if (n == delimiter.length || i + n == end) {
          return i;
        }
      }
    }
    return end;
  }

  /** Up to the next delimiter, which is passed over. */
  private final class Body extends InputStream {
    private boolean over;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      if (over || length == 0) {
        return over ? -1 : 0;
      }
      int at = delimiterAt();
      while (at == start) {
        if (end - start >= delimiter.length) {
          start += delimiter.length;
          over = true;
          return -1;
        }
        if (!fill()) {
          throw broken(begun ? "a boundary at its end" : "its boundary");
        }
        at = delimiterAt();
      }
      int n = Math.min(length, at - start);
      System.arraycopy(window, start, to, offset, n);
      start += n;
      return n;
    }
  }
}
