// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static Arguments parse(String line) {
    return Arguments.parse(line.isEmpty() ? List.of() : List.of(line.split(" ")));
  }

  @Test
  void everyEngineComesWithEveryThreadCount() {
    assertThat(parse("--engine onnx,torch --threads 1,2").setups())
        .hasToString("[onnx | 1, onnx | 2, torch | 1, torch | 2]");
  }

  @Test
  void whatIsNotGivenIsTheCommandsOwn() {
    assertThat(parse("").runs(7)).isEqualTo(7);
    assertThat(parse("").frames(50, 1000)).containsExactly(50, 1000);
    assertThat(parse("--frames 3,4 --runs 2").frames(50)).containsExactly(3, 4);
    assertThat(parse("--frames 3,4 --runs 2").runs(7)).isEqualTo(2);
    assertThat(parse("--model nano").modelName()).isEqualTo("nano");
  }

  @Test
  void wrongOptionsSayWhatIsExpected() {
    assertThatThrownBy(() -> parse("--thread 2"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("--threads");
    assertThatThrownBy(() -> parse("--runs")).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> parse("--runs 0").runs(1)).isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> parse("--model enormous").model())
        .isInstanceOf(InvalidInputException.class);
  }
}
