// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.net.config.Presets;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.RuleWeights;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class AdapterPlanTest {

  /** Sizes of the published tiny network, and of its usual adapter at rank 8. */
  @Test
  void theUsualPlanOfTiny() {
    Weights tiny = new RuleWeights(Presets.sam21Tiny().keys(), 1);
    Adapter start = AdapterPlan.attention(8).begin("a", tiny, 1).start();
    assertThat(start.corrections()).hasSize(12 + 14);
    LowRank qkv = Adapters.of(start, "image_encoder.trunk.blocks.0.attn.qkv");
    assertThat(qkv.rank()).isEqualTo(16);
    assertThat(qkv.scale()).isEqualTo(2);
  }

  @Test
  void itBeginsAsTheBase() {
    Weights base = Adapters.weights(1);
    AdapterPlan plan = AdapterPlan.empty().correct("net.*", 3).correct("net.conv", 2);
    TrainableAdapter begun = plan.alphaPerRank(1.5).begin("a", base, 5);
    Adapter start = begun.start();
    assertThat(Adapters.of(start, "net.linear").rank()).isEqualTo(3);
    assertThat(Adapters.of(start, "net.conv").rank()).isEqualTo(2);
    assertThat(Adapters.of(start, "net.conv").scale()).isEqualTo(1.5);
    assertThat(AdapterStack.of(start).mergedInto(base).values()).isEqualTo(base.values());
    assertThat(plan.alphaPerRank(1.5).begin("b", base, 5).start()).isEqualTo(start);
    assertThat(plan.begin("b", base, 6).start()).isNotEqualTo(start);
    float bound = (float) (1 / Math.sqrt(5));
    for (float value : Adapters.of(start, "net.linear").a().toFloatArray()) {
      assertThat(value).isBetween(-bound, bound).isNotZero();
    }
    assertThat(begun.tensors())
        .containsOnlyKeys(
            "net.conv.lora_A", "net.conv.lora_B", "net.linear.lora_A", "net.linear.lora_B");
    HostTensor b = Adapters.normal(3, 6, 3);
    Adapter learned =
        begun.learned(
            key ->
                key.equals("net.linear.lora_B")
                    ? b
                    : Objects.requireNonNull(begun.tensors().get(key)));
    assertThat(Adapters.of(learned, "net.linear").b()).isEqualTo(b);
  }

  @Test
  void wholeModulesAndNothing() {
    Weights base = Adapters.weights(1);
    AdapterPlan plan = AdapterPlan.empty().whole("net.linear");
    Adapter start = plan.correct("net.*", 1).begin("a", base, 5).start();
    assertThat(start.whole()).containsOnlyKeys("net.linear.bias", "net.linear.weight");
    assertThat(start.corrections()).containsOnlyKeys("net.conv");
    assertThatThrownBy(() -> plan.correct("net", 1).begin("a", base, 5))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("net, which fits none");
    assertThatThrownBy(() -> AdapterPlan.empty().begin("a", base, 5))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("at least one");
  }
}
