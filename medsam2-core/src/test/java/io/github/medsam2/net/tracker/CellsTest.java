// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.reference.Nd;
import io.github.medsam2.engine.reference.ReferenceOps;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.RuleWeights;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
  private final ReferenceOps ops = new ReferenceOps(new RuleWeights(Map.of(), 1));

  @Test
  void theFourPixelsOfACellFollowEachOther() {
    Nd cells = new Cells(2, 1).of(ops, map(1, 1, 4));
    assertThat(cells.shape().dims()).containsExactly(1, 16, 1);
    assertThat(cells.toHost().toFloatArray())
        .containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
  }

  @Test
  void theSixteenPixelsOfACellFollowFourByFour() {
    Nd cells = new Cells(1, 2).of(ops, map(1, 1, 4));
    assertThat(cells.toHost().toFloatArray())
        .containsExactly(0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15);
  }

  @ParameterizedTest
  @CsvSource({"1, 1, 1", "1, 3, 2", "3, 2, 1", "2, 5, 2", "3, 1, 0"})
  void aMapComesBack(int side, int channels, int doublings) {
    Cells cells = new Cells(side, doublings);
    Nd map = map(2, channels, side << doublings);
    Nd back = cells.map(ops, cells.of(ops, map));
    assertThat(back.shape()).isEqualTo(map.shape());
    assertThat(back.toHost().toFloatArray()).containsExactly(map.toHost().toFloatArray());
  }

  private Nd map(int batch, int channels, int side) {
    float[] numbers = new float[batch * channels * side * side];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    return ops.constant(HostTensor.of(numbers, batch, channels, side, side));
  }
}
