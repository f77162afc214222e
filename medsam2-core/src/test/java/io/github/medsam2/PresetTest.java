// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.ops.Program.Role;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a preset makes of engine options. */
class PresetTest {
  private static final ModelOptions ONNX = ModelOptions.defaults().engine("onnx").threads(1);

  @Test
  void exactIsTheDefaultAndLeavesEngineOptionsAlone() {
    EngineOptions image = EngineOptions.DEFAULT.withInt8(Set.of(Role.IMAGE));
    assertThat(PresetChoice.engine(ONNX).int8()).isEmpty();
    assertThat(PresetChoice.engine(ONNX.engine(image)).int8()).containsExactly(Role.IMAGE);
  }

  @Test
  void fastHoldsInWhateverOrderOptionsAreGiven() {
    ModelOptions before = ONNX.preset(Preset.FAST).engine(EngineOptions.DEFAULT.withThreads(1));
    assertThat(before).isEqualTo(ONNX.preset(Preset.FAST)).isNotEqualTo(ONNX);
    assertThat(PresetChoice.engine(before).int8())
        .containsExactlyInAnyOrder(Role.IMAGE, Role.MEMORY);
  }

  @Test
  void autoIsExactWhereThereIsNoChoice() {
    ModelOptions torch = ModelOptions.defaults().engine("torch").preset(Preset.AUTO);
    assertThat(PresetChoice.engine(torch).int8()).isEmpty();
  }

  @Test
  void autoDecides() {
    Set<Role> chosen = PresetChoice.engine(ONNX.preset(Preset.AUTO)).int8();
    assertThat(chosen).isIn(Set.of(), Set.of(Role.IMAGE, Role.MEMORY));
  }
}
