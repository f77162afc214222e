// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.derived;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.InvalidInputException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CodeTest {

  @Test
  void isReadBackFromItsItem() {
    Code code = Code.sct("41801008", "Coronary artery");
    assertThat(Code.of(code.item())).contains(code);
    Code big = new Code("x".repeat(40), "99TEST", "größer");
    assertThat(big.item().has(Tag.CODE_VALUE)).isFalse();
    assertThat(Code.of(big.item())).contains(big);
    assertThat(Code.of(DataSet.empty())).isEmpty();
    assertThat(code.sameConcept(Code.sct("41801008", "otherwise"))).isTrue();
  }

  @Test
  void refusesWhatDicomCannotHold() {
    assertThatThrownBy(() -> Code.sct("", "nothing")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> Code.sct("1", "x".repeat(65)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void segmentsHaveDistinctCodesButThoseDicomDoesNotKnow() {
    Set<String> values = new HashSet<>();
    int found = 0;
    for (int number = 1; number <= 29; number++) {
      for (String suffix : new String[] {"", "a"}) {
        Code code = CoronaryCodes.segment(number, suffix).orElse(null);
        if (code != null) {
          values.add(code.value());
          found++;
        }
      }
    }
    assertThat(found).isEqualTo(31);
    assertThat(values).hasSize(31);
    assertThat(CoronaryCodes.segment(9, "")).isEmpty();
    // Left main is 11 here and 5 in SYNTAX.
    assertThat(CoronaryCodes.segment(11, "")).contains(CoronaryCodes.LEFT_MAIN);
    assertThatThrownBy(() -> CoronaryCodes.segment(30, ""))
        .isInstanceOf(InvalidInputException.class);
  }
}
