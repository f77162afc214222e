// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.codec.j2k;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.FrameShape;
import io.github.medsam2.dicom.codec.Pictures;
import io.github.medsam2.dicom.codec.SampleStreams;
import io.github.medsam2.dicom.error.DicomException;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Jpeg2000Test {
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final CodedImage PICTURE = Pictures.of(61, 43, 1, 16, 2);
  private static final byte[] STREAM = SampleStreams.jpeg2000(PICTURE);

  private static short[] decode(byte[] stream) {
    return Jpeg2000.decode(stream, PICTURE.shape(), DEADLINE).samples();
  }

  @Test
  void losslessComesBack() {
    assertThat(decode(STREAM)).isEqualTo(PICTURE.samples());
  }

  @Test
  void takesTheCodestreamOutOfItsBoxes() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(new byte[] {0, 0, 0, 12, 'j', 'P', ' ', ' ', 13, 10, (byte) 0x87, 10});
    file.writeBytes(ByteBuffer.allocate(8).putInt(8 + STREAM.length).putInt(0x6a703263).array());
    file.writeBytes(STREAM);
    assertThat(decode(file.toByteArray())).isEqualTo(PICTURE.samples());
  }

  /** The library alone returns a degraded picture for parts that do not say how many they are. */
  @Test
  void joinsTileParts() {
    assertThat(decode(split(STREAM))).isEqualTo(PICTURE.samples());
  }

  /**
   * Cuts the only tile-part after its header: one with all but the packets, one with the packets.
   */
  private static byte[] split(byte[] stream) {
    ByteBuffer in = ByteBuffer.wrap(stream);
    int sot = 2;
    while (in.getShort(sot) != (short) 0xff90) {
      sot += 2 + (in.getShort(sot + 2) & 0xffff);
    }
    int sod = sot + 12;
    while (in.getShort(sod) != (short) 0xff93) {
      sod += 2 + (in.getShort(sod + 2) & 0xffff);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(stream, 0, sot);
    out.writeBytes(sot(sod + 2 - sot, 0));
    out.write(stream, sot + 12, sod + 2 - sot - 12);
    int packets = sod + 2;
    int end = stream.length - 2;
    out.writeBytes(sot(14 + end - packets, 1));
    out.writeBytes(new byte[] {(byte) 0xff, (byte) 0x93});
    out.write(stream, packets, end - packets);
    out.write(stream, end, 2);
    return out.toByteArray();
  }

  private static byte[] sot(int length, int part) {
    return ByteBuffer.allocate(12)
        .putInt(0xff90000a)
        .putShort((short) 0)
        .putInt(length)
        .put((byte) part)
        .put((byte) 0)
        .array();
  }

  @Test
  void refusesWhatIsCutShortOrOfAnotherSize() {
    assertThatThrownBy(() -> decode(Arrays.copyOf(STREAM, STREAM.length / 2)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("cut short");
    assertThatThrownBy(() -> Jpeg2000.decode(STREAM, new FrameShape(61, 44, 1), DEADLINE))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("61x44x1");
    byte[] highThroughput = STREAM.clone();
    highThroughput[6] |= 0x40;
    assertThatThrownBy(() -> decode(highThroughput))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("high throughput");
  }

  /** The position behind the marker that begins the packets of the only tile-part. */
  private static int packets(byte[] stream) {
    for (int i = 0; ; i++) {
      if (stream[i] == (byte) 0xff && stream[i + 1] == (byte) 0x93) {
        return i + 2;
      }
    }
  }

  private static byte[] inserted(byte[] stream, int at, byte... more) {
    ByteBuffer out = ByteBuffer.allocate(stream.length + more.length);
    out.put(stream, 0, at).put(more).put(stream, at, stream.length - at);
    for (int i = 0; i < at; i++) {
      if (out.getInt(i) == 0xff90000a) {
        out.putInt(i + 6, out.getInt(i + 6) + more.length);
        break;
      }
    }
    return out.array();
  }

  /** FF FF is no part of a packet, and the library reads ones from it for ever. */
  @Test
  void aRowOfOnesWithoutEndIsRefusedBeforeItIsRead() {
    byte[] ones = {-1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1, 8, 0, 0};
    for (int further : new int[] {0, 3, 40}) {
      byte[] damaged = inserted(STREAM, packets(STREAM) + further, ones);
      assertThatThrownBy(() -> decode(damaged))
          .isInstanceOf(DicomException.class)
          .hasMessageContaining("FF FF");
    }
  }

  /** Packet headers in a segment of their own are read without asking the guarded stream. */
  @Test
  void aDecoderThatSpinsWithoutReadingIsAbandoned() {
    byte[] header = {(byte) 0xff, 0x61, 0, 4, 0, -1};
    byte[] spins = inserted(STREAM, packets(STREAM) - 2, header);
    assertThatThrownBy(
            () -> Jpeg2000.decode(spins, new FrameShape(61, 43, 1), Duration.ofMillis(300)))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("withFrameDeadline");
    assertThat(decode(STREAM)).hasSize(61 * 43);
  }

  @Test
  void readingPastTheEndOrTooLongEnds() {
    GuardedStream end = new GuardedStream(new byte[3], DEADLINE);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 100; i++) {
                end.read();
              }
            })
        .isInstanceOf(DicomException.class);
    GuardedStream late = new GuardedStream(new byte[1000], Duration.ofNanos(1));
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                late.read();
              }
            })
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("withFrameDeadline");
  }

  @Test
  void saysWhatToAddWhenTheLibraryIsAbsent() throws Exception {
    URL[] without =
        List.of(System.getProperty("java.class.path").split(File.pathSeparator)).stream()
            .filter(entry -> !entry.contains("jai-imageio"))
            .map(Jpeg2000Test::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
      Class<?> shapes = loader.loadClass(FrameShape.class.getName());
      Object shape = shapes.getConstructor(int.class, int.class, int.class).newInstance(61, 43, 1);
      var decode =
          loader
              .loadClass(Jpeg2000.class.getName())
              .getMethod("decode", byte[].class, shapes, Duration.class);
      assertThatThrownBy(() -> decode.invoke(null, STREAM, shape, DEADLINE))
          .isInstanceOf(InvocationTargetException.class)
          .cause()
          .hasMessageContaining("com.github.jai-imageio:jai-imageio-jpeg2000:1.4.0");
    }
  }

  private static URL url(String entry) {
    try {
      return new File(entry).toURI().toURL();
    } catch (java.net.MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
