// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Objects on their way to an archive: a body of several parts, read from where they lie. */
final class Outgoing {
  private final String boundary = UUID.randomUUID().toString().replace("-", "");
  private final byte[] head =
      ascii("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n");
  private final byte[] tail = ascii("\r\n");
  private final byte[] last = ascii("--" + boundary + "--\r\n");
  private final List<One> objects = new ArrayList<>();
  private final AtomicLong sent = new AtomicLong();

  /** Where the bytes of an object are. */
  private interface Source {
    InputStream open() throws IOException;
  }

  private record One(String uid, long bytes, Source source) {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Adds a file. */
  void add(Path file) {
    try (DicomFile dicom = DicomFile.open(file)) {
      objects.add(new One(uid(dicom), Files.size(file), () -> Files.newInputStream(file)));
    } catch (IOException e) {
      throw new InvalidInputException(
          "file to store", "a readable one", e.getClass().getSimpleName(), "check path and rights");
    }
  }

  /** Adds an object from its bytes, which are not to be written to. */
  void add(byte[] bytes) {
    try (DicomFile dicom = DicomFile.read(bytes)) {
      objects.add(new One(uid(dicom), bytes.length, () -> new ByteArrayInputStream(bytes)));
    }
  }

  private static String uid(DicomFile file) {
    return file.dataSet()
        .text(Tag.SOP_INSTANCE_UID)
        .orElseThrow(
            () ->
                new DicomException(
                    Tag.SOP_INSTANCE_UID.toString(), "a UID", "none", "store whole objects"));
  }

  /** The identifiers of what is sent, in its order. */
  List<String> uids() {
    return objects.stream().map(One::uid).toList();
  }

  String type() {
    return "multipart/related; type=\"application/dicom\"; boundary=" + boundary;
  }

  /** Bytes that were sent so far. */
  long sent() {
    return sent.get();
  }

  HttpRequest.BodyPublisher publisher() {
    long length = last.length;
    for (One one : objects) {
      length += head.length + one.bytes + tail.length;
    }
    return BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(this::stream), length);
  }

  private InputStream stream() {
    List<Lazy> parts = new ArrayList<>();
    for (One one : objects) {
      parts.add(new Lazy(() -> new ByteArrayInputStream(head)));
      parts.add(new Lazy(one.source));
      parts.add(new Lazy(() -> new ByteArrayInputStream(tail)));
    }
    parts.add(new Lazy(() -> new ByteArrayInputStream(last)));
    return new SequenceInputStream(Collections.enumeration(parts));
  }

  /** A stream that is opened when it is read, and counts. */
  private final class Lazy extends InputStream {
    private final Source source;
    private InputStream in = InputStream.nullInputStream();
    private boolean begun;

    Lazy(Source source) {
      this.source = source;
    }

    private InputStream in() throws IOException {
      if (!begun) {
        begun = true;
        in = source.open();
      }
      return in;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int n = in().read(to, offset, length);
      sent.addAndGet(Math.max(0, n));
      return n;
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
