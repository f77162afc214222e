// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.prompt.AngleConvention;
import io.github.medsam2.prompt.Artery;
import io.github.medsam2.prompt.SegmentScheme;
import io.github.medsam2.prompt.TextPrompt;
import io.github.medsam2.prompt.ViewAngle;
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
        "AHA 17 | 28",
        "LAO 45 mid LAD CRANIAL 25 | 13",
      })
  void readsNames(String text, String id) {
    if (id.equals("none")) {
      assertThatThrownBy(() -> SegmentText.parse(text)).isInstanceOf(FormatException.class);
    } else {
      assertThat(cass(text)).isEqualTo("CASS " + id);
    }
  }

  @Test
  void keepsViewArteryAndText() {
    TextPrompt p = SegmentText.parse("mid RCA, RAO 30 CAUDAL 25, RCA");
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
    TextPrompt prompt =
        TextPrompt.of(SegmentScheme.CASS.segment(segment.id()), ViewAngle.of(primary, secondary));
    TextPrompt read = SegmentText.parse(SegmentText.render(prompt));
    assertThat(read.segment()).isEqualTo(prompt.segment());
    assertThat(read.view()).isEqualTo(prompt.view());
  }

  @Property(tries = 200)
  void everySyntaxAndScctIdHasACassSegment(@ForAll @IntRange(min = 1, max = 16) int id) {
    assertThat(SegmentText.parse("SYNTAX " + id).segment().orElseThrow().id())
        .isEqualTo(SyntaxSegment.of(id + "").cass().id());
    TextPrompt scct = TextPrompt.parse("SCCT " + id + ", LAO 45");
    assertThat(SegmentText.toCass(scct).segment().orElseThrow().scheme())
        .isEqualTo(SegmentScheme.CASS);
    assertThat(SegmentText.toCass(scct).view()).isEqualTo(scct.view());
  }

  @Property(tries = 300)
  void neverFailsInAnotherWay(@ForAll("fragments") String text) {
    try {
      TextPrompt read = SegmentText.parse(text, AngleConvention.DICOM);
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
