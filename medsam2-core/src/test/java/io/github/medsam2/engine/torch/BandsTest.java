// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BandsTest {

  /** Of every number of rows in a band, with strides, groups and padding. */
  @ParameterizedTest
  @CsvSource({"3,1,1,1", "3,2,1,1", "3,1,1,2", "1,1,0,1", "2,2,0,4", "5,3,2,2", "4,1,3,1"})
  void bandsGiveWhatTheWholeMapGives(int side, int stride, int padding, int groups) {
    try (Eager eager = new Eager(DataType.FLOAT64)) {
      NDArray x = eager.random(1, 2, 4, 11, 9);
      NDArray weight = eager.random(2, 8, 4 / groups, side, side);
      NDArray whole = eager.ops.conv2d(x, weight, null, stride, padding, groups);
      long height = whole.getShape().get(2);
      long width = whole.getShape().get(3);
      long perRow = 2L * 4 * side * side * width;
      for (int rows = 1; rows <= height; rows++) {
        Bands bands =
            new Bands(
                x.getShape(), weight.getShape(), stride, padding, height, width, rows * perRow);
        assertThat(bands.count()).isEqualTo((height + rows - 1) / rows);
        try (PtNDArray banded =
            bands.convolve(eager.ops, (PtNDArray) x, (PtNDArray) weight, groups)) {
          assertThat(banded.getShape()).isEqualTo(whole.getShape());
          assertThat(banded.sub(whole).abs().max().getDouble()).isLessThan(1e-12);
        }
      }
    }
  }

  @Test
  void onlyLargeMapsAreCut() {
    Shape kernel = new Shape(256, 256, 3, 3);
    Bands small = new Bands(new Shape(1, 256, 96, 96), kernel, 1, 1, 96, 96, Bands.MOST);
    Bands large = new Bands(new Shape(1, 256, 288, 288), kernel, 1, 1, 288, 288, Bands.MOST);
    assertThat(small.count()).isEqualTo(1);
    assertThat(large.count()).isEqualTo(6);
  }
}
