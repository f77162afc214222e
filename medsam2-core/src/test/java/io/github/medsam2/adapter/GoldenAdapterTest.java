// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.testing.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An adapter that peft wrote. */
class GoldenAdapterTest {
  private static final int BLOCKS = 5;

  private static String module(int block) {
    return "image_encoder.trunk.blocks." + block + ".attn.qkv";
  }

  private static Path folder() {
    return SharedData.require("golden/train/lora_adapter");
  }

  @Test
  void peftsMergedWeights() {
    Golden golden = Golden.shared("train/lora");
    RuleWeights base = new RuleWeights(Networks.nano().keys(), 1);
    OverlaidWeights merged = AdapterStack.of(Adapter.read(folder())).mergedInto(base);
    assertThat(merged.replaced()).hasSize(BLOCKS);
    for (int block = 0; block < BLOCKS; block++) {
      String key = module(block) + ".weight";
      golden.assertClose("merged." + key, merged.get(key).value().toFloatArray(), 1e-7, false);
    }
  }

  @Test
  void rowBlocksAreWhatPeftHolds() {
    Golden golden = Golden.shared("train/lora");
    Adapter read = Adapter.read(folder());
    for (int block = 0; block < BLOCKS; block++) {
      LowRank q = part(golden, module(block) + ".q");
      LowRank v = part(golden, module(block) + ".v");
      long rows = q.b().shape().dim(0);
      LowRank fused =
          LowRank.ofRows(3 * rows, List.of(new LowRank.Rows(0, q), new LowRank.Rows(2 * rows, v)));
      assertThat(fused).isEqualTo(read.corrections().get(module(block)));
    }
  }

  private static LowRank part(Golden golden, String name) {
    return new LowRank(golden.get(name + ".lora_A"), golden.get(name + ".lora_B"), 8);
  }

  /** The tensors to the byte; the configuration to the meaning. */
  @Test
  void writtenAsPeftDoes(@TempDir Path copy) throws Exception {
    Adapter read = Adapter.read(folder());
    read.write(copy);
    String tensors = "adapter_model.safetensors";
    assertThat(Files.readAllBytes(copy.resolve(tensors)))
        .isEqualTo(Files.readAllBytes(folder().resolve(tensors)));
    assertThat(Adapter.read(copy)).isEqualTo(read);
    assertThat(Files.readString(copy.resolve("adapter_config.json")))
        .contains("\"r\": 8", "\"lora_alpha\": 16", "\"peft_type\": \"LORA\"", module(4));
  }
}
