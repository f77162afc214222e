// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.error.DicomException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpecificCharacterSetTest {

  private static String decode(List<String> terms, int... bytes) {
    byte[] b = new byte[bytes.length];
    for (int i = 0; i < b.length; i++) {
      b[i] = (byte) bytes[i];
    }
    return SpecificCharacterSet.of(terms).decode(b, Vr.PN);
  }

  @Test
  void readsSingleSets() {
    assertThat(decode(List.of("ISO_IR 100"), 'B', 0xe9)).isEqualTo("B\u00e9");
    assertThat(decode(List.of("ISO_IR 144"), 0xbb, 0xee)).isEqualTo("\u041b\u044e");
    assertThat(decode(List.of("ISO_IR 192"), 0xe7, 0x8e, 0x8b)).isEqualTo("\u738b");
    assertThat(decode(List.of("GB18030"), 0xcd, 0xf5)).isEqualTo("\u738b");
    assertThat(decode(List.of("ISO_IR 13"), 0xd4, 0xcf, 0xc0)).isEqualTo("\uff94\uff8f\uff80");
    assertThat(decode(List.of("no such set"), 'a')).isEqualTo("a");
  }

  /** The Japanese and Korean names of PS3.5 annexes H and I. */
  @Test
  void followsEscapeSequences() {
    assertThat(
            decode(
                List.of("", "ISO 2022 IR 87"),
                '=',
                0x1b,
                0x24,
                0x42,
                0x3b,
                0x33,
                0x45,
                0x44,
                0x1b,
                0x28,
                0x42,
                '^',
                0x1b,
                0x24,
                0x42,
                0x42,
                0x40,
                0x4f,
                0x3a,
                0x1b,
                0x28,
                0x42))
        .isEqualTo("=\u5c71\u7530^\u592a\u90ce");
    assertThat(
            decode(
                List.of("", "ISO 2022 IR 149"),
                'H',
                '=',
                0x1b,
                0x24,
                0x29,
                0x43,
                0xfb,
                0xf3,
                '^',
                0x1b,
                0x24,
                0x29,
                0x43,
                0xd1,
                0xce,
                0xd4,
                0xd7))
        .startsWith("H=\u6d2a")
        .endsWith("\u5409\u6d1e");
    assertThat(decode(List.of("ISO 2022 IR 6", "ISO 2022 IR 100"), 'a', 0x1b)).isEqualTo("a");
  }

  @Test
  void copiesTextIntoAnotherSet() {
    DataSet latin =
        DataSet.builder()
            .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
            .text(Tag.PATIENT_NAME, "Ren\u00e9")
            .items(
                Tag.PROCEDURE_CODE_SEQUENCE,
                DataSet.builder()
                    .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                    .text(Tag.CODE_MEANING, "c\u0153ur".replace('\u0153', '\u00f6'))
                    .build())
            .build();
    DataSet utf =
        DataSet.builder()
            .text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
            .copy(latin, Tag.PATIENT_NAME)
            .copy(latin, Tag.PROCEDURE_CODE_SEQUENCE)
            .copy(latin, Tag.PATIENT_ID)
            .build();
    assertThat(utf.value(Tag.PATIENT_NAME.number()).orElseThrow().bytes())
        .isEqualTo("Ren\u00e9".getBytes(StandardCharsets.UTF_8));
    assertThat(utf.item(Tag.PROCEDURE_CODE_SEQUENCE).text(Tag.CODE_MEANING)).contains("c\u00f6ur");
    assertThatThrownBy(() -> DataSet.builder().text(Tag.PATIENT_NAME, "Ren\u00e9"))
        .isInstanceOf(DicomException.class)
        .hasMessageContaining("ISO_IR 192")
        .hasMessageNotContaining("Ren");
  }
}
