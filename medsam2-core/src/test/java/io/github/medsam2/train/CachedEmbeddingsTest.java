// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.data.Augmentation;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.train.optim.KeySelection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that keep what a frozen trunk says equal those that do not, to the bit. */
class CachedEmbeddingsTest {
  private static final long MUCH = 1 << 28;
  @TempDir Path folder;

  private Path run(String name, Split split, TrainerOptions options) throws IOException {
    Path file = folder.resolve(name + ".safetensors");
    try (Trainer trainer = Trainer.open(NanoRun.weights(), split, folder.resolve(name), options)) {
      trainer.run(p -> true);
      trainer.export(file);
    }
    return file;
  }

  private void assertSame(Split split, TrainerOptions options) throws IOException {
    Path plain = run("plain", split, options);
    Path kept = run("kept", split, options.cacheEmbeddings(MUCH));
    assertThat(Files.mismatch(plain, kept)).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sam_mask_decoder.*", "sam_mask_decoder.transformer.*"})
  void images(String learning) throws IOException {
    assertSame(
        NanoRun.split(2, 0), NanoRun.options(5).imageSize(64).keys(KeySelection.only(learning)));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void clips(boolean recompute) throws IOException {
    SampleSet cine = SampleSet.of(List.of(ClipTrainingTest.cine("a", 4)));
    assertSame(
        new Split(cine, SampleSet.of(List.of())),
        NanoRun.options(4)
            .imageSize(64)
            .clipFrames(3)
            .recompute(recompute)
            .keys(KeySelection.only("memory_attention.*", "memory_encoder.*", "maskmem_*")));
  }

  @Test
  void changedImagesAreNotKept() {
    TrainerOptions options = NanoRun.options(3).augmentation(Augmentation.ANGIOGRAPHY);
    assertThatThrownBy(() -> run("both", NanoRun.split(1, 0), options.cacheEmbeddings(MUCH)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("augmentation");
  }
}
