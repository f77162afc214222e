package io.github.medsam2.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.ModelConfig.DecoderConfig;
import io.github.medsam2.net.config.ModelConfig.MemoryConfig;
import io.github.medsam2.net.config.Presets;
import io.github.medsam2.net.config.Schema;
import io.github.medsam2.net.config.TrunkConfig;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkModelTest {

  @Test
  void fileReadsBackAsTheConfigurationItWasWrittenFor(@TempDir Path folder) throws IOException {
    ModelConfig small = small();
    Path file = folder.resolve("new").resolve("small.pt");
    BenchmarkModel.write(file, small);
    Checkpoint read = Checkpoint.open(file);
    KeyCheck.require(small, read);
    assertThat(ConfigInference.infer(read).withImageSize(small.imageSize())).isEqualTo(small);
    assertThat(read.get("no_mem_embed").value().toFloatArray()).doesNotContain(0f);
  }

  @Test
  void sameConfigurationGivesTheSameBytes(@TempDir Path folder) throws IOException {
    BenchmarkModel.write(folder.resolve("a.pt"), small());
    BenchmarkModel.write(folder.resolve("b.pt"), small());
    assertThat(Files.mismatch(folder.resolve("a.pt"), folder.resolve("b.pt"))).isEqualTo(-1);
  }

  /** Every station, a thousandth of the work. */
  private static ModelConfig small() {
    return new ModelConfig(
        "sam2.1-reduced",
        128,
        new TrunkConfig.Hiera(16, List.of(1, 1, 2, 1), 1, List.of(8, 4, 14, 7), Set.of(3), 7),
        64,
        new MemoryConfig(16, 2, 256, 7, 2, true, true),
        new DecoderConfig(2048, 32, 256, true));
  }

  @Test
  void fullSizeHasTheTensorsAndTheSizeOfThePublishedFile() {
    var shapes = Schema.of(Presets.sam21Tiny()).values();
    long bytes = shapes.stream().mapToLong(Shape::count).sum() * Float.BYTES;
    assertThat(shapes).hasSize(471);
    assertThat(bytes / 1e6).isBetween(155.0, 157.0);
  }
}
