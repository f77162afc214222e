// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The parts of an answer one after the other, from a stream of which a window is kept (RFC 2046,
 * section 5.1). Bodies are bytes and may hold anything but the boundary.
 *
 * <pre>
 * answer = [text] delimiter part* "--" [text]
 * part   = [blanks] CRLF header* CRLF body delimiter
 * delimiter = CRLF "--" boundary     // the first may lack its CRLF
 * </pre>
 */
final class MultipartReader {
  private static final int WINDOW = 1 << 16;
  private static final int HEADERS = 1 << 14;
  private static final int LONGEST_BOUNDARY = 200;

  private final InputStream in;
  private final byte[] delimiter;
  private final DicomWebLimits limits;
  private final byte[] window = new byte[WINDOW];
  private long taken;
  private int start;
  private int end;
  private int parts;
  private Map<String, String> headers = Map.of();
  private Body body = new Body(Long.MAX_VALUE);

  MultipartReader(InputStream in, String boundary, DicomWebLimits limits) {
    if (boundary.isEmpty() || boundary.length() > LONGEST_BOUNDARY) {
      throw broken("a boundary of 1 to " + LONGEST_BOUNDARY + " characters", "another");
    }
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    this.limits = limits;
    // The first delimiter may stand at the very start, without a line before it.
    window[0] = '\r';
    window[1] = '\n';
    end = 2;
  }

  private static DicomWebException broken(String expected, String found) {
    return new DicomWebException(
        "DICOMweb, answer of several parts", expected, found, "repeat the call");
  }

  private static DicomWebException tooLarge(String what, long most, String limit) {
    return new DicomWebException(
        "DICOMweb, " + what,
        "at most " + most,
        "more",
        "raise DicomWebLimits." + limit + " if that is meant");
  }

  static DicomWebException callTooLarge(DicomWebLimits limits) {
    return tooLarge("bytes of an answer", limits.callBytes(), "withCallBytes");
  }

  static DicomWebException objectTooLarge(DicomWebLimits limits) {
    return tooLarge("bytes of an object", limits.objectBytes(), "withObjectBytes");
  }

  /** Moves to the next part, over what is left of this one; false behind the last. */
  boolean next() throws IOException {
    body.transferTo(OutputStream.nullOutputStream());
    String after = line();
    if (after.startsWith("--")) {
      return false;
    }
    if (!after.isBlank()) {
      throw broken("a line end behind the boundary", "other bytes");
    }
    if (++parts > limits.parts()) {
      throw tooLarge("parts of an answer", limits.parts(), "withParts");
    }
    headers = new LinkedHashMap<>();
    int all = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      all += line.length() + 2;
      if (all > HEADERS) {
        throw broken("at most " + HEADERS + " bytes of headers", "more");
      }
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.putIfAbsent(
            line.substring(0, colon).trim().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).trim());
      }
    }
    body = new Body(limits.objectBytes());
    return true;
  }

  /** The type that the part says it has. */
  MediaType type() {
    return MediaType.of(headers.getOrDefault("content-type", ""));
  }

  /** The bytes of this part. */
  InputStream body() {
    return body;
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      if (start == end && !fill()) {
        if (line.size() >= 2) { // the last line needs no end
          return line.toString(StandardCharsets.ISO_8859_1);
        }
        throw broken("a boundary at its end", "the end before that");
      }
      byte b = window[start++];
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      if (line.size() >= HEADERS) {
        throw broken("at most " + HEADERS + " bytes in a line", "more");
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
    taken += n;
    if (taken > limits.callBytes()) {
      throw callTooLarge(limits);
    }
    end += n;
    return true;
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
    private long left;
    private boolean over;

    Body(long most) {
      left = most;
    }

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
          throw broken("a boundary at its end", "the end before that");
        }
        at = delimiterAt();
      }
      int n = Math.min(length, at - start);
      left -= n;
      if (left < 0) {
        throw objectTooLarge(limits);
      }
      System.arraycopy(window, start, to, offset, n);
      start += n;
      return n;
    }
  }
}
