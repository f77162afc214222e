// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VocabularyTest {

  @Test
  void everyNumberOfTheHeadIsASegmentAndCodesAreUnique() {
    assertThat(IntStream.rangeClosed(1, CassSegment.CLASSES).mapToObj(CassSegment::ofCass))
        .hasSize(29)
        .allSatisfy(s -> assertThat(s.id()).isEqualTo(Integer.toString(s.number())));
    List<String> codes =
        Arrays.stream(CassSegment.values()).flatMap(s -> s.snomed().stream()).toList();
    assertThat(codes).doesNotHaveDuplicates().hasSize(CassSegment.values().length - 8);
    assertThat(Arrays.stream(CassSegment.values()).map(CassSegment::id)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({
    "91749005, 17",
    "244251006, 17",
    "91760001, 27",
    "56322004, 27",
    "76862008, 11a",
    "91748002, 13"
  })
  void readsOldAndNewCodes(String code, String id) {
    assertThat(CassSegment.ofSnomed(code)).contains(CassSegment.ofCass(id));
  }

  @Test
  void unknownCodesAreNoSegment() {
    assertThat(CassSegment.ofSnomed("")).isEmpty();
    assertThat(CassSegment.ofSnomed("13647002")).isEmpty();
  }

  /** The table of the ARCADE categories, written out a second time. */
  @Test
  void arcadeTableHoldsBothWays() {
    String[] syntax =
        "1 2 3 4 5 6 7 8 9 9a 10 10a 11 12 12a 13 14 14a 15 16 16a 16b 16c 12b 14b".split(" ", -1);
    String[] cass =
        "1 2 3 4 11 12 13 14 15 15a 16 16a 18 28 20 19 24 25 27 5 6 7 8 21 26".split(" ", -1);
    for (int i = 0; i < 25; i++) {
      SyntaxSegment s = SyntaxSegment.ofArcade(i + 1);
      assertThat(s.id()).isEqualTo(syntax[i]);
      assertThat(SyntaxSegment.of(syntax[i]).arcade()).isEqualTo(i + 1);
      assertThat(s.cass().id()).isEqualTo(cass[i]);
      assertThat(SyntaxSegment.of(CassSegment.ofCass(cass[i]))).contains(s);
    }
    assertThat(SyntaxSegment.values()).hasSize(25);
  }

  @Test
  void everyReadingOfASyntaxSegmentLeadsBackUnlessSyntaxLacksIt() {
    for (SyntaxSegment s : SyntaxSegment.values()) {
      assertThat(s.cassReadings())
          .allSatisfy(c -> assertThat(SyntaxSegment.closest(c)).contains(s));
    }
    assertThat(Arrays.stream(CassSegment.values()).filter(c -> SyntaxSegment.of(c).isEmpty()))
        .extracting(CassSegment::id)
        .containsExactlyInAnyOrder("9", "10", "17", "20a", "21a", "22", "22a", "23", "28a", "29a");
    assertThat(SyntaxSegment.closest(CassSegment.OM3)).contains(SyntaxSegment.S14);
    assertThat(SyntaxSegment.closest(CassSegment.S1)).isEmpty();
  }

  /** One vocabulary: what the grammar of prompts takes, the segments are. */
  @ParameterizedTest
  @ValueSource(strings = {"1a", "11a", "15a", "16a", "19a", "20a", "21a", "22a", "28a", "29a"})
  void everySuffixedIdOfTheGrammarIsASegment(String id) {
    assertThat(CassSegment.ofCass(SegmentScheme.CASS.segment(id).id()).id()).isEqualTo(id);
  }

  @Test
  void ahaAndScctPartWays() {
    for (int i = 1; i <= 13; i++) {
      assertThat(SegmentNumbering.AHA.segment(i + ""))
          .isEqualTo(SegmentNumbering.SCCT.segment(i + ""));
    }
    assertThat(SegmentNumbering.AHA.segment("14")).isEqualTo(CassSegment.LPL1);
    assertThat(SegmentNumbering.SCCT.segment("14")).isEqualTo(CassSegment.OM2);
    assertThat(SegmentNumbering.SCCT.segment("18")).isEqualTo(CassSegment.LPL1);
    assertThat(SegmentNumbering.AHA.segment("4PD")).isEqualTo(CassSegment.RIGHT_PDA);
    for (SegmentNumbering n : SegmentNumbering.values()) {
      for (String id : new String[] {"0", "19", "01", "", "x", "-1"}) {
        assertThatThrownBy(() -> n.segment(id)).isInstanceOf(InvalidInputException.class);
      }
      assertThat(n.id(n.segment("7"))).contains("7");
    }
  }

  @Test
  void theSameNumberNamesDifferentVesselsInDifferentSchemes() {
    assertThat(CassSegment.ofCass("5")).isEqualTo(CassSegment.RIGHT_PAV);
    assertThat(SyntaxSegment.of("5").cass()).isEqualTo(CassSegment.LEFT_MAIN);
    assertThat(SyntaxSegment.ofArcade(20).cass()).isEqualTo(CassSegment.RIGHT_PAV);
  }

  @Test
  void idsOfNoSchemeAreRefused() {
    for (String id : List.of("0", "30", "", "9a", "013", "x", "-1")) {
      assertThatThrownBy(() -> CassSegment.ofCass(id)).isInstanceOf(InvalidInputException.class);
    }
    for (String id : List.of("17", "15a", "")) {
      assertThatThrownBy(() -> SyntaxSegment.of(id)).isInstanceOf(InvalidInputException.class);
    }
    assertThatThrownBy(() -> SyntaxSegment.ofArcade(SyntaxSegment.ARCADE_STENOSIS))
        .hasMessageContaining("stenosis");
  }

  @Test
  void dominanceDecidesThePosteriorBranches() {
    assertThat(Dominance.RIGHT.occurrence(CassSegment.LEFT_PDA))
        .isEqualTo(Dominance.Occurrence.FORBIDDEN);
    assertThat(Dominance.LEFT.occurrence(CassSegment.LEFT_PDA))
        .isEqualTo(Dominance.Occurrence.EXPECTED);
    for (int k = 4; k <= 8; k++) {
      assertThat(Dominance.LEFT.occurrence(CassSegment.ofCass(k)))
          .isEqualTo(Dominance.Occurrence.FORBIDDEN);
    }
    assertThat(Dominance.BALANCED.occurrence(CassSegment.RIGHT_PDA))
        .isEqualTo(Dominance.Occurrence.EXPECTED);
    assertThat(Arrays.stream(Dominance.values()).mapToDouble(Dominance::prevalence).sum())
        .isEqualTo(1);
  }
}
