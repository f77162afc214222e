// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MultipartReaderTest {
  private static final DicomWebLimits LIMITS = DicomWebLimits.defaults();

  /** Bytes that come close to a boundary as often as not. */
  @Provide
  Arbitrary<byte[]> bodies() {
    Arbitrary<String> piece =
        Arbitraries.of("\r", "\n", "\r\n", "--", "\r\n--", "\r\n--b", "\r\n--bo", "x", "\0", "ÿ");
    return piece
        .list()
        .ofMaxSize(40)
        .map(p -> String.join("", p).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static byte[] written(List<byte[]> bodies, String header) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] body : bodies) {
      out.writeBytes(ascii("--boundary\r\n" + header + "\r\n\r\n"));
      out.writeBytes(body);
      out.writeBytes(ascii("\r\n"));
    }
    out.writeBytes(ascii("--boundary--\r\n"));
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Gives no more than a few bytes at a time, as a network may. */
  private static InputStream dripping(byte[] bytes, long seed) {
    Random random = new Random(seed);
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, 1 + random.nextInt(7)));
      }
    };
  }

  private static List<byte[]> read(InputStream in, DicomWebLimits limits) throws IOException {
    MultipartReader reader = new MultipartReader(in, "boundary", limits);
    List<byte[]> all = new ArrayList<>();
    while (reader.next()) {
      all.add(reader.body().readAllBytes());
    }
    return all;
  }

  @Property(tries = 300)
  void whatWasWrittenIsRead(
      @ForAll @Size(max = 5) List<@From("bodies") byte[]> bodies, @ForAll long seed)
      throws IOException {
    byte[] all = written(bodies, "content-TYPE: application/dicom");
    List<byte[]> read = bodies.isEmpty() ? bodies : read(dripping(all, seed), LIMITS);
    assertThat(read).usingElementComparator(Arrays::compare).isEqualTo(bodies);
  }

  /** Cut or damaged anywhere, it is refused or read: never anything else, never for ever. */
  @Property(tries = 500)
  void damageIsRefused(
      @ForAll @Size(min = 1, max = 3) List<@From("bodies") byte[]> bodies, @ForAll long seed)
      throws IOException {
    byte[] all = written(bodies, "Content-Type: application/dicom");
    Random random = new Random(seed);
    int cut = random.nextInt(all.length);
    byte[] some = Arrays.copyOf(all, cut);
    for (int i = random.nextInt(3); i > 0 && cut > 0; i--) {
      some[random.nextInt(cut)] = (byte) random.nextInt(256);
    }
    try {
      read(dripping(some, seed), LIMITS);
    } catch (DicomWebException e) {
      assertThat(e).hasMessageContainingAll("expected", "found");
    }
  }

  @Test
  void aCutPartIsNoPart() {
    byte[] all = written(List.of(new byte[1000]), "Content-Type: application/dicom");
    byte[] cut = Arrays.copyOf(all, 600);
    assertThatThrownBy(() -> read(new ByteArrayInputStream(cut), LIMITS))
        .isInstanceOf(DicomWebException.class)
        .hasMessageContaining("boundary");
  }

  @Test
  void everyLimitHolds() {
    byte[] all =
        written(List.of(new byte[70_000], new byte[70_000]), "Content-Type: application/dicom");
    for (DicomWebLimits tight :
        List.of(
            LIMITS.withObjectBytes(69_999), LIMITS.withCallBytes(100_000), LIMITS.withParts(1))) {
      assertThatThrownBy(() -> read(new ByteArrayInputStream(all), tight))
          .isInstanceOf(DicomWebException.class)
          .hasMessageContaining("DicomWebLimits.with");
    }
    byte[] headers = written(List.of(new byte[1]), "X: " + "y".repeat(20_000));
    assertThatThrownBy(() -> read(new ByteArrayInputStream(headers), LIMITS))
        .isInstanceOf(DicomWebException.class);
  }

  @Test
  void aTransferSyntaxWithinAQuotedTypeIsFound() {
    MediaType orthanc =
        MediaType.of(
            "Multipart/Related; type=\"application/octet-stream;"
                + " transfer-syntax=1.2.840.10008.1.2\"; boundary=\"a;b\"");
    assertThat(orthanc.name()).isEqualTo("multipart/related");
    assertThat(orthanc.parameter("boundary")).contains("a;b");
    assertThat(orthanc.transferSyntax()).contains("1.2.840.10008.1.2");
    assertThat(MediaType.of("application/dicom;Transfer-Syntax=1.2").transferSyntax())
        .contains("1.2");
  }

  @Property(tries = 300)
  void anyHeaderIsRead(@ForAll String header) {
    String name = MediaType.of(header).name();
    assertThat(name).isEqualTo(name.trim());
  }
}
