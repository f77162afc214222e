// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.error.DicomException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Small damage costs what it hit, not what stands behind it. */
class DamageTest {
  private static final byte[] ROWS = {0x28, 0, 0x10, 0, 'U', 'S'};
  private static final byte[] ITEM = {-2, -1, 0, -32};

  private static byte[] whole() {
    DataSet item = DataSet.builder().text(Tag.CODE_VALUE, "1234").build();
    return DicomWriter.explicit()
        .toBytes(
            Objects.gray(4, 4, 4, 8, 8)
                .items(Tag.ANATOMIC_REGION_SEQUENCE, item, item)
                .text(Tag.PATIENT_ID, "12345678")
                .bytes(Tag.PIXEL_DATA, Vr.OB, new byte[64])
                .build());
  }

  private static int find(byte[] file, byte[] what) {
    for (int i = 0; i + what.length <= file.length; i++) {
      if (Arrays.equals(Arrays.copyOfRange(file, i, i + what.length), what)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }

  private static byte[] inserted(byte[] file, int at, int... bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(file, 0, at);
    for (int b : bytes) {
      out.write(b);
    }
    out.write(file, at, file.length - at);
    return out.toByteArray();
  }

  private static byte[] written(byte[] file, int at, int... bytes) {
    byte[] out = file.clone();
    for (int i = 0; i < bytes.length; i++) {
      out[at + i] = (byte) bytes[i];
    }
    return out;
  }

  private static void assertImageIsThere(String what, byte[] damaged) {
    try (DicomFile file = DicomFile.read(damaged)) {
      assertThat(file.frames().count()).as(what).isEqualTo(4);
      assertThat(file.findings()).as(what).isNotEmpty();
    }
    assertThatThrownBy(
            () ->
                DicomFile.read(damaged, DicomLimits.defaults(), Strictness.STRICT)
                    .frames()
                    .frame(0))
        .as(what)
        .isInstanceOf(DicomException.class);
  }

  @Test
  void strayItemsAndDelimitersAreSteppedOver() {
    byte[] file = whole();
    int rows = find(file, ROWS);
    assertImageIsThere("empty item", inserted(file, rows, 0xfe, 0xff, 0, 0xe0, 0, 0, 0, 0));
    assertImageIsThere(
        "item with bytes", inserted(file, rows, 0xfe, 0xff, 0, 0xe0, 4, 0, 0, 0, 1, 2, 3, 4));
    assertImageIsThere("item end", inserted(file, rows, 0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0));
    assertImageIsThere("sequence end", inserted(file, rows, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0));
  }

  @Test
  void aVrThatIsNoneCostsNothing() {
    byte[] file = whole();
    int stored = find(file, new byte[] {0x28, 0, 1, 1, 'U', 'S'});
    for (String vr : List.of("  ", "us", "\0\0", "??", "ZZ")) {
      byte[] bytes = vr.getBytes(StandardCharsets.US_ASCII);
      byte[] damaged = written(file, stored + 4, bytes[0], bytes[1]);
      try (DicomFile read = DicomFile.read(damaged)) {
        assertThat(read.dataSet().integer(Tag.BITS_STORED)).as(vr).hasValue(8);
        assertThat(read.frames().count()).isEqualTo(4);
        assertThat(read.findings()).isNotEmpty();
      }
    }
  }

  @Test
  void aLengthThatIsWrongCostsTheElementAlone() {
    byte[] file = whole();
    int id = find(file, new byte[] {0x10, 0, 0x20, 0, 'L', 'O'});
    assertImageIsThere("too long", written(file, id + 6, 0xff, 0xff));
    assertImageIsThere("odd", written(file, id + 6, 0xff, 0x7f));
    int sequence = find(file, new byte[] {8, 0, 0x18, 0x22, 'S', 'Q'});
    assertImageIsThere("a sequence too long", written(file, sequence + 8, 0, 2, 0, 0));
    assertImageIsThere(
        "a sequence without end", written(file, sequence + 8, 0xff, 0xff, 0xff, 0x7f));
    int item = find(file, ITEM);
    assertImageIsThere("an item too long", written(file, item + 4, 0xff, 0xff, 0, 0));
    assertImageIsThere("noise", written(file, id, 1, 0, 1, 0, 7, 7, 7, 7, 9));
  }

  @Test
  void zerosBetweenElementsAreSteppedOver() {
    byte[] file = whole();
    assertImageIsThere("zeros", inserted(file, find(file, ROWS), new int[40]));
  }

  @Test
  void elementsMayBeOfTheOtherKindThanTheSyntaxSays() {
    DataSet d = Objects.gray(4, 4, 4, 8, 8).bytes(Tag.PIXEL_DATA, Vr.OB, new byte[64]).build();
    byte[] explicit = DicomWriter.explicit().toBytes(d);
    byte[] name = "1.2.840.10008.1.2.1\0".getBytes(StandardCharsets.US_ASCII);
    byte[] implicitName =
        Arrays.copyOf("1.2.840.10008.1.2".getBytes(StandardCharsets.US_ASCII), 20);
    byte[] wrong = explicit.clone();
    System.arraycopy(implicitName, 0, wrong, find(explicit, name), 20);
    assertThat(DicomFile.read(wrong).frames().count()).isEqualTo(4);
  }

  private static String name(List<String> sets, int... bytes) {
    byte[] text = new byte[bytes.length];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) bytes[i];
    }
    return SpecificCharacterSet.of(sets).decode(text, Vr.PN);
  }

  @Test
  void behindADelimiterTheFirstSetIsActiveAgain() {
    List<String> korean = List.of("ISO 2022 IR 100", "ISO 2022 IR 149");
    assertThat(name(korean, 0xe7, '^', 0x1b, '$', ')', 'C', 0xa4, 0xba, '^', 0xe7))
        .isEqualTo("\u00e7^\u314a^\u00e7");
    List<String> chinese = List.of("ISO 2022 IR 100", "ISO 2022 IR 58");
    assertThat(name(chinese, 0x1b, '$', ')', 'A', 0xd6, 0xd0, '=', 0xe7))
        .isEqualTo("\u4e2d=\u00e7");
    assertThat(name(chinese, 0x1b, '$', ')', 'A', 0xd6, 0xd0, '\\', 0xe7))
        .isEqualTo("\u4e2d\\\u00e7");
    byte[] line = {0x1b, '$', ')', 'A', (byte) 0xd6, (byte) 0xd0, '^', (byte) 0xd6, (byte) 0xd0};
    assertThat(SpecificCharacterSet.of(chinese).decode(line, Vr.LO)).isEqualTo("\u4e2d^\u4e2d");
    byte[] text = {0x1b, '$', ')', 'A', (byte) 0xd6, (byte) 0xd0, '\\', '\r', (byte) 0xe7};
    assertThat(SpecificCharacterSet.of(chinese).decode(text, Vr.LT)).isEqualTo("\u4e2d\\\r\u00e7");
    List<String> japanese = List.of("", "ISO 2022 IR 87");
    // The second byte of the first character is a backslash.
    assertThat(name(japanese, 0x1b, '$', 'B', 0x25, 0x5c, 0x1b, '(', 'B', '^', 'A'))
        .isEqualTo("\u30dc^A");
    assertThat(name(List.of("GB18030"), 0x81, 0x5c, '^', 0xd6, 0xd0))
        .isEqualTo("\u4e71^\u4e2d".replace("\u4e71", name(List.of("GB18030"), 0x81, 0x5c)));
    assertThat(name(List.of("GB18030"), 0x81, 0x5c)).hasSize(1).isNotEqualTo("\ufffd");
  }

  @Test
  void charactersSetsAreKnownHoweverTheyAreSpelt() {
    for (String utf :
        List.of("ISO_IR 192", "ISO IR 192", "ISO-IR 192", "iso_ir192", "UTF-8", "utf8")) {
      assertThat(name(List.of(utf), 0xc3, 0xa7)).as(utf).isEqualTo("\u00e7");
    }
    for (String cyrillic :
        List.of("ISO_IR 144", "ISO_IR_144", "ISO 2022 IR 144", "ISO 2022-IR-144")) {
      assertThat(name(List.of(cyrillic), 0xd6)).as(cyrillic).isEqualTo("\u0436");
    }
    assertThat(name(List.of("GB 18030"), 0xd6, 0xd0)).isEqualTo("\u4e2d");
    byte[] file =
        DicomWriter.explicit()
            .toBytes(
                Objects.gray(1, 1, 1, 8, 8)
                    .bytes(
                        Tag.SPECIFIC_CHARACTER_SET,
                        Vr.CS,
                        "KLINGON ".getBytes(StandardCharsets.US_ASCII))
                    .build());
    assertThat(DicomFile.read(file).findings().toString()).contains("character set not known");
  }
}
