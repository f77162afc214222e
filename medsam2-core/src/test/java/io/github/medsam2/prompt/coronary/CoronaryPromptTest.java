// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.prompt.Description;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoronaryPromptTest {

  @Test
  void leavesPartsOut() {
    CoronaryPrompt all = CoronaryPrompt.parse("cass segment 13; LAO 45 CRANIAL 20");
    assertThat(all.parts())
        .extracting(Description::render)
        .containsExactly("LAO 45 CRANIAL 20", "CASS 13", "CASS 13, LAO 45 CRANIAL 20");
    assertThat(CoronaryPrompt.parse("CASS 2, RCA, RAO 30").parts())
        .hasSize(7)
        .doesNotHaveDuplicates();
    assertThat(CoronaryPrompt.parse("RCA").parts())
        .isEqualTo(CoronaryPrompt.parse("the right coronary").parts());
  }

  @Test
  void readsSegmentViewAndArtery() {
    CoronaryPrompt p = CoronaryPrompt.parse("CASS segment 13, RAO 30 CAUDAL 25, LCA");
    assertThat(p.segment()).contains(new SegmentReference(SegmentScheme.CASS, "13"));
    assertThat(p.view()).contains(ViewAngle.of(-30, -25));
    assertThat(p.artery()).contains(Artery.LCA);
    assertThat(p.text()).isEqualTo("CASS segment 13, RAO 30 CAUDAL 25, LCA");
    assertThat(p.render()).isEqualTo("CASS 13, RAO 30 CAUDAL 25, LCA");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "LAO45CRA20|45|20",
        "RAO30/CAUD25|-30|-25",
        "rao-30 cau-25|-30|-25",
        "RAO_30_CAUDAL_25|-30|-25",
        "30 RAO 25 CAUDAL|-30|-25",
        "30RAO25CAU|-30|-25",
        "RAO 30 25 CAUDAL|-30|-25",
        "CAUDAL 25 RAO 30|-30|-25",
        "30° RAO, 25 deg caudal|-30|-25",
        "RAO 30.5°/CAU 24.25°|-30.5|-24.25",
        "L.A.O. 45 Cran. 20|45|20",
        "L.A.O.45|45|0",
        "left anterior oblique 45 degrees cephalad 20|45|20",
        "Right-Anterior-Oblique 30|-30|0",
        "OAG 45|45|0",
        "OAD 30|-30|0",
        "cranial 30|0|30",
        "AP 30 cranial|0|30",
        "AP 0 CRA 30|0|30",
        "AP|0|0",
        "PA|0|0",
        "straight|0|0",
        "straight cranial 30|0|30",
        "RAO 30 straight|-30|0",
        "lateral|90|0",
        "LL|90|0",
        "left lateral cranial 10|90|10",
        "right lateral|-90|0",
        "RAO lateral|-90|0",
        "LAO lateral|90|0",
        "LAT 85|85|0",
        "spider LAO 50 CAU 30|50|-30",
        "LAO \u2212 45|45|0"
      })
  void readsViews(String text, double primary, double secondary) {
    assertThat(ViewAngle.parse(text)).isEqualTo(ViewAngle.of(primary, secondary));
  }

  @ParameterizedTest
  @CsvSource({
    "RAO caudal, -32.5, -30",
    "RAO 20 caudal, -20, -30",
    "RAO caudal 25, -32.5, -25",
    "caudal, 0, -30",
    "AP cranial, 0, 37.5",
    "LAO, 45, 0",
    "RAO straight, -35, 0",
    "spider, 47.5, -32.5",
    "spider caudal 28, 47.5, -28",
    "lateral cranial, 90, 30"
  })
  void takesTheMiddleOfAFamilyForADirectionWithoutANumber(String text, double p, double s) {
    assertThat(ViewAngle.parse(text)).isEqualTo(new ViewAngle(p, s, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-30/-25",
        "-30,-25",
        "-30;-25",
        "-30 -25",
        "-30 / -25",
        "-30° -25°",
        "\u221230/\u221225",
        "-30.0/-25.00",
        "CASS 13 -30/-25",
        "-30/-25 CASS 13"
      })
  void readsABarePairOnlyWithAConvention(String text) {
    assertThat(CoronaryPrompt.parse(text, AngleConvention.DICOM).view())
        .contains(ViewAngle.of(-30, -25));
    assertThat(CoronaryPrompt.parse(text, AngleConvention.RAO_POSITIVE).view())
        .contains(ViewAngle.of(30, -25));
    assertThatThrownBy(() -> CoronaryPrompt.parse(text))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("AngleConvention");
  }

  @ParameterizedTest
  @CsvSource({
    "CASS 13, CASS, 13",
    "cass13, CASS, 13",
    "CASS-segment-13, CASS, 13",
    "BARI seg. 13, CASS, 13",
    "CASS #13, CASS, 13",
    "CASS no. 13, CASS, 13",
    "CASS segment no. 13, CASS, 13",
    "CASS 02, CASS, 2",
    "CASS 19A, CASS, 19a",
    "SYNTAX 9a, SYNTAX, 9a",
    "SYNTAX 16c, SYNTAX, 16c",
    "AHA 6, AHA, 6",
    "AHA #4PD, AHA, 4pd",
    "aha segment 4av, AHA, 4av",
    "SCCT 18, SCCT, 18"
  })
  void readsSegments(String text, SegmentScheme scheme, String id) {
    assertThat(CoronaryPrompt.parse(text).segment()).contains(new SegmentReference(scheme, id));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "RAO 30 LAO 20",
        "RAO LAO",
        "AP RAO 30",
        "RAO 30 RAO 20",
        "CRA 20 CAU 10",
        "RAO 30 25",
        "30 25 RAO",
        "RAO 30 CAU 25 10",
        "AP 30",
        "LAT 90 LAO 90",
        "AP lateral",
        "left lateral RAO",
        "left lateral 90 LAO",
        "lateral lateral",
        "spider RAO",
        "spider cranial",
        "spider straight",
        "RAO 30 CAU 25 straight",
        "RAO -30",
        "LAO +45",
        "RAO 1000",
        "RAO 0030",
        "CASS",
        "CASS RAO 30",
        "CASS segment",
        "CASS 100",
        "CASS -2",
        "CASS 2.5",
        "CASS 12°",
        "CASS 2 CASS 3",
        "CASS 2 SYNTAX 2",
        "CASS 16 a",
        "segment 2",
        "LCA RCA",
        "mid LAD",
        "RAO 30 please",
        "RAO 30,5 CAUDAL 25",
        "RAO 30 CAUDAL 25,5",
        "RAO 30 degenerated",
        "RAO 30 ! CAUDAL 25",
        "RAO .5",
        "left, lateral"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> CoronaryPrompt.parse(text, AngleConvention.DICOM))
        .isInstanceOf(FormatException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"30", "30-25", "-30-25", "30 - 25", "30_25", "30+25", "1 2 3", "30 CASS 2 25"})
  void refusesWhatIsNotAPair(String text) {
    assertThatThrownBy(() -> CoronaryPrompt.parse(text, AngleConvention.DICOM))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("bare numbers");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " , ",
        "CASS 0",
        "CASS 30",
        "CASS 2a",
        "SYNTAX 17",
        "SYNTAX 9b",
        "SYNTAX 13a",
        "AHA 16",
        "AHA 4c",
        "CASS 4PD",
        "SCCT 9a",
        "RAO 181",
        "CAU 91",
        "999/0",
        "0/-90.5"
      })
  void refusesWhatIsOutOfRange(String text) {
    assertThatThrownBy(() -> CoronaryPrompt.parse(text, AngleConvention.DICOM))
        .isInstanceOf(InvalidInputException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "9a 10a", "02", "9A", "9a ", "a", "17"})
  void refusesReferencesThatAreNoId(String id) {
    assertThatThrownBy(() -> new SegmentReference(SegmentScheme.SYNTAX, id))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void refusesALongTextBeforeReadingIt() {
    assertThatThrownBy(() -> CoronaryPrompt.parse("RAO 30 ".repeat(1000)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("1000 characters");
  }

  @Test
  void doesNotRepeatUnknownWordsBecauseTheyMayNameAPatient() {
    assertThatThrownBy(() -> CoronaryPrompt.parse("RAO 30 Doe"))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("position 7")
        .message()
        .doesNotContainIgnoringCase("doe");
  }

  @Test
  void isMadeOfARecordedSegmentAndView() {
    CoronaryPrompt p = CoronaryPrompt.of(SegmentScheme.SYNTAX.segment("9A"), ViewAngle.of(0, 30));
    assertThat(CoronaryPrompt.parse(p.text())).isEqualTo(p);
    assertThatThrownBy(
            () ->
                new CoronaryPrompt(Optional.empty(), Optional.empty(), Optional.empty(), "lesion"))
        .isInstanceOf(InvalidInputException.class);
  }
}
