// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.ModelConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemonstrationTest {
  @TempDir Path folder;

  @Test
  void theNetworkIsReadBackWithTheSizesItWasMadeWith() {
    Path file = folder.resolve("a.pt");
    UntrainedNetwork.write(file, 1);

    ModelConfig read = ConfigInference.infer(Checkpoint.open(file));

    ModelConfig made = UntrainedNetwork.CONFIG;
    assertThat(read.trunk()).isEqualTo(made.trunk());
    assertThat(read.memory()).isEqualTo(made.memory());
    assertThat(read.decoder()).isEqualTo(made.decoder());
  }

  @Test
  void theSeedDecidesTheWeights() throws IOException {
    UntrainedNetwork.write(folder.resolve("a.pt"), 1);
    UntrainedNetwork.write(folder.resolve("b.pt"), 1);
    UntrainedNetwork.write(folder.resolve("c.pt"), 2);

    assertThat(Files.mismatch(folder.resolve("a.pt"), folder.resolve("b.pt"))).isEqualTo(-1);
    assertThat(Files.mismatch(folder.resolve("a.pt"), folder.resolve("c.pt"))).isNotEqualTo(-1);
  }

  @Test
  void theVesselIsDarkAndLiesInItsBox() {
    VesselPicture vessel = VesselPicture.draw(3);
    Mask truth = vessel.truth();
    double[] sum = new double[2];
    int[] count = new int[2];
    for (int y = 0; y < truth.height(); y++) {
      for (int x = 0; x < truth.width(); x++) {
        int side = truth.contains(x, y) ? 1 : 0;
        sum[side] += vessel.image().value(x, y, 0);
        count[side]++;
      }
    }

    assertThat(sum[1] / count[1]).isLessThan(sum[0] / count[0] - 40);
    assertThat(count[1]).isBetween(1500, 5000);
    assertThat(vessel.box().y1() - vessel.box().y0()).isGreaterThan(150);
    assertThat(VesselPicture.draw(3).image().pixels()).isEqualTo(vessel.image().pixels());
    assertThat(VesselPicture.draw(4).image().pixels()).isNotEqualTo(vessel.image().pixels());
  }
}
