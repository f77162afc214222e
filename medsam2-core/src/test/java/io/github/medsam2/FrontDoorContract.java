// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.frontdoor.AdapterContract;
import io.github.medsam2.frontdoor.AngiogramContract;
import io.github.medsam2.frontdoor.ClosingContract;
import io.github.medsam2.frontdoor.FilledBoxContract;
import io.github.medsam2.frontdoor.GridContract;
import io.github.medsam2.frontdoor.MemoryContract;
import io.github.medsam2.frontdoor.OpeningContract;
import io.github.medsam2.frontdoor.PromptContract;
import io.github.medsam2.frontdoor.ReceiptContract;
import io.github.medsam2.frontdoor.SavedEmbeddingContract;
import io.github.medsam2.frontdoor.ThreadContract;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.testing.NanoModel;
import io.github.medsam2.testing.RuleWeights;
import io.github.medsam2.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the front door promises, whatever engine runs the model: extend it, and name the engine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FrontDoorContract
    implements AdapterContract,
        AngiogramContract,
        PromptContract,
        ReceiptContract,
        SavedEmbeddingContract,
        GridContract,
        OpeningContract,
        ClosingContract,
        FilledBoxContract,
        ThreadContract,
        MemoryContract {
  private Path checkpoint;
  private MedSam2 model;

  @BeforeAll
  void open(@TempDir Path folder) {
    checkpoint = NanoModel.write(folder);
    model = MedSam2.load(checkpoint, options());
  }

  @AfterAll
  void close() {
    model.close();
  }

  /** What torch itself wrote of the reduced network encodes as the weights made from keys do. */
  @Test
  void torchsOwnFileGivesTheFeaturesOfTheRule() {
    Path file = SharedData.require("golden/nano/nano.pt");
    RuleWeights rule = new RuleWeights(Networks.nano().keys(), 1);
    try (MedSam2 opened = MedSam2.load(file, options());
        MedSam2 made = MedSam2.of(rule, options());
        ImageEmbedding found = opened.embed(NanoModel.image(2));
        ImageEmbedding expected = made.embed(NanoModel.image(2))) {
      EncodedImage a = found.features(opened.stations());
      EncodedImage b = expected.features(made.stations());
      for (Slot slot : List.of(Slots.TOKENS, Slots.HALF, Slots.QUARTER)) {
        assertThat(a.get(slot).toHost().toFloatArray())
            .as(slot.name())
            .usingComparatorWithPrecision(1e-5f)
            .containsExactly(b.get(slot).toHost().toFloatArray());
      }
    }
  }

  @Override
  public Path checkpoint() {
    return checkpoint;
  }

  @Override
  public MedSam2 model() {
    return model;
  }
}
