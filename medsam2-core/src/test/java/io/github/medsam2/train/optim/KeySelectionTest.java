// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.testing.RuleWeights;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySelectionTest {
  private static final String TABLE =
      "sam_prompt_encoder.pe_layer.positional_encoding_gaussian_matrix";

  private final Weights weights = new RuleWeights(Networks.nano().keys(), 1);

  @Test
  void allButTables() {
    Set<String> all = KeySelection.all().of(weights);
    assertThat(all).hasSize(weights.keys().size() - 1).doesNotContain(TABLE);
    assertThat(KeySelection.only(TABLE, "no_mem_embed").of(weights))
        .containsExactly("no_mem_embed");
  }

  @Test
  void partsOfTheNetwork() {
    assertThat(KeySelection.decoder().of(weights))
        .isNotEmpty()
        .allMatch(k -> k.startsWith("sam_mask_decoder.") || k.startsWith("sam_prompt_encoder."));
    assertThat(KeySelection.decoderAndMemory().of(weights))
        .contains("memory_attention.norm.weight", "no_mem_embed")
        .noneMatch(k -> k.startsWith("image_encoder."));
    assertThat(
            KeySelection.only("image_encoder.trunk.blocks.?.attn.*").without("*.bias").of(weights))
        .hasSize(10)
        .allMatch(k -> k.matches(".*blocks\\.\\d\\.attn\\.(qkv|proj)\\.weight"));
  }

  @Test
  void patternsAreOfWholeKeys() {
    assertThat(new KeyPattern("a.b").matches("a.b")).isTrue();
    assertThat(new KeyPattern("a.b").matches("axb")).isFalse();
    assertThat(new KeyPattern("a.b").matches("a.b.c")).isFalse();
    assertThat(new KeyPattern("a.*").matches("a.b.c")).isTrue();
    assertThat(new KeyPattern("a.?").matches("a.bc")).isFalse();
    assertThat(new KeyPattern("a[0]\\E(").matches("a[0]\\E(")).isTrue();
  }

  @Test
  void patternsOfNothingAreRefused() {
    assertThatThrownBy(() -> KeySelection.only("decoder.*").of(weights))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("decoder.*");
    assertThatThrownBy(() -> KeySelection.all().without("enc*").of(weights))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> KeySelection.all().without("*").of(weights))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> KeySelection.only(" ")).isInstanceOf(InvalidInputException.class);
  }
}
