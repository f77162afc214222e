// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.codec.CodedImage;
import io.github.medsam2.dicom.codec.JpegLossless;
import io.github.medsam2.dicom.codec.Pictures;
import io.github.medsam2.dicom.data.ByteSource;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.image.Image;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Three frames in more fragments than frames, and every way to tell where they begin. */
class FragmentFramesTest {
  private static final int FRAMES = 3;
  private static final long[] NO_TABLE = {};
  private static final byte[] DELIMITER = {(byte) 0xfe, (byte) 0xff, (byte) 0xdd, (byte) 0xe0};

  private final List<CodedImage> pictures = new ArrayList<>();
  private final List<byte[]> streams = new ArrayList<>();

  FragmentFramesTest() {
    for (int f = 0; f < FRAMES; f++) {
      CodedImage picture = Pictures.of(24, 20, 1, 12, f);
      pictures.add(picture);
      streams.add(even(JpegLossless.encode(picture, 1)));
    }
  }

  private static byte[] even(byte[] stream) {
    return Arrays.copyOf(stream, stream.length + stream.length % 2);
  }

  /** Cuts each stream into pieces of at most {@code piece} bytes. */
  private List<byte[]> cut(int piece) {
    List<byte[]> out = new ArrayList<>();
    for (byte[] stream : streams) {
      for (int at = 0; at < stream.length; at += piece) {
        out.add(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + piece)));
      }
    }
    return out;
  }

  /** The offsets of the items where frames begin. */
  private long[] offsets(int piece) {
    long[] out = new long[FRAMES];
    for (int f = 1; f < FRAMES; f++) {
      int length = streams.get(f - 1).length;
      out[f] = out[f - 1] + length + 8L * ((length + piece - 1) / piece);
    }
    return out;
  }

  private static Fragments fragments(List<byte[]> pieces, long[] table) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    long[] positions = new long[pieces.size()];
    int[] lengths = new int[pieces.size()];
    for (int i = 0; i < lengths.length; i++) {
      positions[i] = all.size();
      lengths[i] = pieces.get(i).length;
      all.writeBytes(pieces.get(i));
    }
    return Fragments.of(Vr.OB, ByteSource.of(all.toByteArray()), positions, lengths, table);
  }

  private static DataSetBuilder with(Fragments fragments) {
    return Objects.gray(24, 20, FRAMES, 16, 12).element(fragments);
  }

  private static DicomFrames read(DataSetBuilder b) {
    return DicomFrames.of(
        Objects.read(b, TransferSyntax.JPEG_LOSSLESS_SV1), DicomLimits.defaults());
  }

  private void assertRight(DicomFrames frames) {
    assertThat(frames.count()).isEqualTo(FRAMES);
    for (int f = 0; f < FRAMES; f++) {
      Image image = frames.frame(f);
      for (int i = 0; i < 24 * 20; i++) {
        assertThat(image.value(i % 24, i / 24, 0)).isEqualTo(pictures.get(f).samples()[i]);
      }
    }
  }

  private static byte[] longs(long... values) {
    ByteBuffer out = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    Arrays.stream(values).forEach(out::putLong);
    return out.array();
  }

  @Test
  void theBasicTableSaysWhereFramesBegin() {
    DicomFrames frames = read(with(fragments(cut(100), offsets(100))));
    assertThat(frames.findings()).isEmpty();
    assertRight(frames);
  }

  @Test
  void theExtendedTableComesFirst() {
    DataSetBuilder b =
        with(fragments(streams, NO_TABLE))
            .bytes(Tag.EXTENDED_OFFSET_TABLE, Vr.OV, longs(offsets(1 << 20)))
            .bytes(
                Tag.EXTENDED_OFFSET_TABLE_LENGTHS,
                Vr.OV,
                longs(streams.stream().mapToLong(s -> s.length).toArray()));
    assertRight(read(b));
    // It alone says where frames begin when the basic table is wrong.
    DataSetBuilder both =
        with(fragments(cut(100), new long[] {0, 4, 8}))
            .bytes(Tag.EXTENDED_OFFSET_TABLE, Vr.OV, longs(offsets(100)));
    DicomFrames frames = read(both);
    assertThat(frames.findings()).isEmpty();
    assertRight(frames);
  }

  @Test
  void aTableThatDoesNotFitIsLeftAside() {
    DicomFrames frames = read(with(fragments(streams, new long[] {0, 4, 8})));
    assertThat(frames.findings()).hasSize(1);
    assertRight(frames);
  }

  @Test
  void withoutATableAFragmentIsAFrameOrBeginsWithAMarker() {
    assertRight(read(with(fragments(streams, NO_TABLE))));
    assertRight(read(with(fragments(cut(100), NO_TABLE))));
  }

  /** A sample file in circulation holds them: whoever searches for delimiters breaks it. */
  @Test
  void delimitersInsideFragmentsAreData() {
    byte[] first = streams.get(0);
    ByteArrayOutputStream commented = new ByteArrayOutputStream();
    commented.write(first, 0, 2);
    commented.writeBytes(new byte[] {(byte) 0xff, (byte) 0xfe, 0, 10});
    commented.writeBytes(DELIMITER);
    commented.writeBytes(new byte[4]);
    commented.write(first, 2, first.length - 2);
    streams.set(0, commented.toByteArray());
    assertRight(read(with(fragments(streams, NO_TABLE))));
    assertRight(read(with(fragments(cut(8), offsets(8)))));
  }

  @Test
  void fragmentsMayBePaddedWithEitherByte() {
    for (byte padding : new byte[] {0, (byte) 0xff}) {
      List<byte[]> padded = new ArrayList<>();
      for (byte[] stream : streams) {
        byte[] longer = Arrays.copyOf(stream, stream.length + 6);
        Arrays.fill(longer, stream.length, longer.length, padding);
        padded.add(longer);
      }
      assertRight(read(with(fragments(padded, NO_TABLE))));
    }
  }

  @Test
  void framesBehindACutAreMissingNotWrong() {
    DicomFrames frames = read(with(fragments(streams.subList(0, 2), offsets(1 << 20))));
    assertThat(frames.count()).isEqualTo(2);
    assertThat(frames.findings()).isNotEmpty();
    assertThat(frames.frame(1).value(3, 4, 0)).isEqualTo(pictures.get(1).samples()[4 * 24 + 3]);
  }

  /** A frame that lacks its end is refused; one behind which nothing begins is not there. */
  @Test
  void ofAFileCutShortWholeFramesRemain() {
    byte[] file =
        DicomWriter.of(TransferSyntax.JPEG_LOSSLESS_SV1)
            .toBytes(with(fragments(cut(200), offsets(200))).build());
    int last = streams.get(2).length;
    byte[] short2 = Arrays.copyOf(file, file.length - 8 - last % 200 - 20);
    DicomFrames frames = DicomFile.read(short2).frames();
    assertThat(frames.frame(1).value(3, 4, 0)).isEqualTo(pictures.get(1).samples()[4 * 24 + 3]);
    assertThatThrownBy(() -> frames.frame(2)).isInstanceOf(DicomException.class);
    byte[] justTwo = Arrays.copyOf(file, file.length - 8 - last - 8 * ((last + 199) / 200));
    assertThat(DicomFile.read(justTwo).frames().count()).isEqualTo(2);
  }

  private static long[] table(long... entries) {
    return entries;
  }

  @Test
  void aWrongTableDoesNotHideWholeFrames() {
    long second = offsets(1 << 20)[1];
    long third = offsets(1 << 20)[2];
    for (long[] wrong :
        List.of(
            table(0, 99999, 7),
            table(0, 99999, 100_099),
            table(0, third, second),
            table(second, third, 0),
            table(0, 0, 0),
            table(0, second + 2, third),
            table(0, second),
            table(0, second, 0xffff_ffffL),
            table(8, second + 8, third + 8))) {
      DicomFrames frames = read(with(fragments(streams, wrong)));
      assertRight(frames);
      assertThat(frames.findings()).as(Arrays.toString(wrong)).isNotEmpty();
    }
    assertRight(read(with(fragments(cut(200), table(0, 7, 9)))));
    DataSetBuilder extended =
        with(fragments(streams, NO_TABLE)).bytes(Tag.EXTENDED_OFFSET_TABLE, Vr.OV, new byte[24]);
    assertRight(read(extended));
  }

  @Test
  void aTableOfMoreFramesThanDeclaredStillTellsThemApart() {
    DataSetBuilder two =
        with(fragments(cut(200), offsets(200))).ints(Tag.NUMBER_OF_FRAMES, FRAMES - 1);
    DicomFrames frames = read(two);
    assertThat(frames.count()).isEqualTo(2);
    assertThat(frames.frame(1).value(3, 4, 0)).isEqualTo(pictures.get(1).samples()[4 * 24 + 3]);
  }
}
