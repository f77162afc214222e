// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.prompt.coronary.AngleConvention;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentTextTest {

  private static String cass(String text) {
    return SegmentText.parse(text).segment().orElseThrow().render();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mid LAD | 13",
        "mLAD | 13",
        "LAD mid | 13",
        "LAD, middle | none",
        "prox. LAD | 12",
        "proximal left anterior descending artery | 12",
        "dist-RCA | 3",
        "distal LCx | 19a",
        "mid circumflex | 19",
        "RPDA | 4",
        "R-PDA | 4",
        "right posterior descending artery | 4",
        "left PDA | 27",
        "PDA, RCA | 4",
        "PDA, LCX | 27",
        "lca pda | 27",
        "OM1 | 20",
        "OM 2 | 21",
        "first obtuse marginal branch | 20",
        "D1 | 15",
        "diag 2 | 16",
        "3rd diagonal | 29",
        "second diagonal | 16",
        "D1 lateral | 15a",
        "D1, lateral | 15",
        "left lateral, D1 | 15",
        "ramus | 28",
        "septal, LAD | 17",
        "RV branch | 10",
        "RPL1 | 6",
        "second left posterolateral | 25",
        "posterolateral 2, RCA | 7",
        "LM | 11",
        "left main, LAO caudal | 11",
        "CASS 13, mid LAD | 13",
        "CASS 28, LM | 28",
        "SYNTAX 6 | 12",
        "SYNTAX 13 | 19",
        "SYNTAX 5, LM | 11",
        "SCCT 17 | 28",
        "AHA 14 | 24",
        "AHA segment #4PD | 4",
        "AHA 4av | 5",
        "SCCT 14 | 21",
        "LAO 45 mid LAD CRANIAL 25 | 13",
      })
  void readsNames(String text, String id) {
    if (id.equals("none")) {
      assertThatThrownBy(() -> SegmentText.parse(text)).isInstanceOf(FormatException.class);
    } else {
      assertThat(cass(text)).isEqualTo("CASS " + id);
    }
  }

  /** As clinicians write and say it, in four languages and with what their keyboards make of it. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "R-PLB 1 | 6 | none",
        "R-PLB 2, LAO 30 | 7 | 30",
        "PLB, 1st, RCA | none | none",
        "distal LM | 11 | none",
        "LMT | 11 | none",
        "Hauptstamm, LAO 45 | 11 | 45",
        "distaler Hauptstamm | 11 | none",
        "tronc commun | 11 | none",
        "tronco, RAO 20 | 11 | -20",
        "ostial LAD | 12 | none",
        "prox circ | 18 | none",
        "RCX mid | 19 | none",
        "mittlere RCX | 19 | none",
        "RIVA proximal | 12 | none",
        "IVA proximale | 12 | none",
        "IVA moyenne, OAD 30 | 13 | -30",
        "DA media | 13 | none",
        "coronaire droite distale | 3 | none",
        "coronaria derecha proximal | 1 | none",
        "première diagonale | 15 | none",
        "2. Diagonalast | 16 | none",
        "deuxième marginale | 21 | none",
        "M1 | 20 | none",
        "IVP, RCX | 27 | none",
        "RIVP, RCA | 4 | none",
        "bissectrice | 28 | none",
        "ramo intermedio | 28 | none",
        "mid\u00a0LAD | 13 | none",
        "mid segment of the LAD at LAO 45 | 13 | 45",
        "AHA\u2011segment n\u00ba \uff17 | 13 | none",
        "R\u2013PDA | 4 | none",
        "mid LAD (LAO\u00a045\u2013CRAN 20) | 13 | 45",
        "[OM1], spider view | 20 | 48",
        "mid LAD, LAO 40 projection | 13 | 40",
      })
  void readsWhatCliniciansWriteAndSay(String text, String id, String primary) {
    if (id.equals("none")) {
      assertThatThrownBy(() -> SegmentText.parse(text)).isInstanceOf(FormatException.class);
      return;
    }
    assertThat(cass(text)).isEqualTo("CASS " + id);
    String degrees =
        SegmentText.parse(text).view().map(v -> Math.round(v.primary()) + "").orElse("none");
    assertThat(degrees).isEqualTo(primary);
    assertThat(SegmentText.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "R-PLB | RPL1, RPL2, RPL3",
        "AHA 17 | SCCT",
        "AHA 0 | 1 to 15",
        "mid foo | mid LAD, RAO 30 CAUDAL 25",
        "mid diagnoal 1 | close to 'diagonal'",
        "spider view | view",
      })
  void messagesHelp(String text, String help) {
    if (help.equals("view")) {
      assertThat(SegmentText.parse(text).view()).isPresent();
      return;
    }
    assertThatThrownBy(() -> SegmentText.parse(text))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining(help)
        .hasMessageNotContaining("medsam2-qca");
  }

  @Test
  void keepsViewArteryAndText() {
    CoronaryPrompt p = SegmentText.parse("mid RCA, RAO 30 CAUDAL 25, RCA");
    assertThat(p.view()).contains(ViewAngle.of(-30, -25));
    assertThat(p.artery()).contains(Artery.RCA);
    assertThat(p.text()).isEqualTo("mid RCA, RAO 30 CAUDAL 25, RCA");
    assertThat(SegmentText.parse("30/-25 OM1", AngleConvention.RAO_POSITIVE).view())
        .contains(ViewAngle.of(-30, -25));
    assertThat(SegmentText.parse("LAO 45, LAD").segment()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PDA | R-PDA, L-PDA",
        "diagonal | D1, D2, D3",
        "OM | OM1, OM2, OM3",
        "marginal | AM, OM1, OM2, OM3",
        "marginal, LCX | OM1, OM2, OM3",
        "PL 1 | RPL1, LPL1",
        "septal | PDSP, S1",
        "mid LAD, mid RCA | 2 names",
        "mid LAD, RCA | artery",
        "CASS 12, mid LAD | different",
        "mid LAD Smith | position 8",
        "mid LAD, 30/25 | convention",
        "mid | position 0",
        "13 | bare numbers",
      })
  void refusesWhatIsAmbiguousUnknownOrContradictory(String text, String message) {
    assertThatThrownBy(() -> SegmentText.parse(text))
        .isInstanceOf(MedSam2Exception.class)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("Smith"))
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"midLADx", "xmLAD", "D12", "OM1a", "PDAs"})
  void wordsThatOnlyBeginOrEndAsANameAreUnknown(String text) {
    assertThatThrownBy(() -> SegmentText.parse(text)).isInstanceOf(MedSam2Exception.class);
  }

  @ParameterizedTest
  @EnumSource
  void everySegmentIsReadByItsNames(CassSegment segment) {
    for (String name :
        new String[] {segment.label(), segment.shortName(), "CASS " + segment.id()}) {
      assertThat(cass(name)).as(name).isEqualTo("CASS " + segment.id());
      assertThat(cass(name.toUpperCase(Locale.ROOT))).isEqualTo("CASS " + segment.id());
    }
  }

  @Property(tries = 200)
  void aPromptReadsAsWhatItRenders(
      @ForAll CassSegment segment,
      @ForAll @IntRange(min = -180, max = 180) int primary,
      @ForAll @IntRange(min = -90, max = 90) int secondary) {
    CoronaryPrompt prompt =
        CoronaryPrompt.of(
            SegmentScheme.CASS.segment(segment.id()), ViewAngle.of(primary, secondary));
    CoronaryPrompt read = SegmentText.parse(SegmentText.render(prompt));
    assertThat(read.segment()).isEqualTo(prompt.segment());
    assertThat(read.view()).isEqualTo(prompt.view());
  }

  @Property(tries = 200)
  void everySyntaxAndScctIdHasACassSegment(@ForAll @IntRange(min = 1, max = 16) int id) {
    assertThat(SegmentText.parse("SYNTAX " + id).segment().orElseThrow().id())
        .isEqualTo(SyntaxSegment.of(id + "").cass().id());
    CoronaryPrompt scct = CoronaryPrompt.parse("SCCT " + id + ", LAO 45");
    assertThat(SegmentText.toCass(scct).segment().orElseThrow().scheme())
        .isEqualTo(SegmentScheme.CASS);
    assertThat(SegmentText.toCass(scct).view()).isEqualTo(scct.view());
  }

  @Property(tries = 300)
  void neverFailsInAnotherWay(@ForAll("fragments") String text) {
    try {
      CoronaryPrompt read = SegmentText.parse(text, AngleConvention.DICOM);
      assertThat(read.segment().isPresent() || read.view().isPresent() || read.artery().isPresent())
          .isTrue();
    } catch (MedSam2Exception refused) {
      assertThat(refused).hasMessageContaining("expected");
    }
  }

  @Provide
  Arbitrary<String> fragments() {
    Arbitrary<String> names = Arbitraries.of(CassSegment.values()).map(CassSegment::label);
    Arbitrary<String> words =
        Arbitraries.of("LAD", "PDA", "OM", "D", "prox", "1st", "LAO 30", "spider", "CASS 2", "LM");
    Arbitrary<String> rest = Arbitraries.of(" ", ", ", ".", "-", "/", "\n", "İ", "ß", "1", "#");
    return Arbitraries.oneOf(names, words, rest).list().ofMaxSize(8).map(l -> String.join("", l));
  }
}
