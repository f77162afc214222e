// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkModelTest {

  @Test
  void fileReadsBackAsTheConfigurationItWasWrittenFor(@TempDir Path folder) throws IOException {
    ModelConfig small = BenchmarkModel.NANO.config();
    Path file = folder.resolve("new").resolve("small.pt");
    BenchmarkModel.write(file, small);
    Checkpoint read = Checkpoint.open(file);
    KeyCheck.require(small, read);
    assertThat(ConfigInference.infer(read)).isEqualTo(small);
    assertThat(read.get("no_mem_embed").value().toFloatArray()).doesNotContain(0f);
  }

  @Test
  void sameConfigurationGivesTheSameBytes(@TempDir Path folder) throws IOException {
    BenchmarkModel.write(folder.resolve("a.pt"), BenchmarkModel.NANO.config());
    BenchmarkModel.write(folder.resolve("b.pt"), BenchmarkModel.NANO.config());
    assertThat(Files.mismatch(folder.resolve("a.pt"), folder.resolve("b.pt"))).isEqualTo(-1);
  }

  @Test
  void fullSizeHasTheTensorsAndTheSizeOfThePublishedFile() {
    var shapes = BenchmarkModel.TINY.config().keys().values();
    long bytes = shapes.stream().mapToLong(Shape::count).sum() * Float.BYTES;
    assertThat(shapes).hasSize(471);
    assertThat(bytes / 1e6).isBetween(155.0, 157.0);
  }
}
