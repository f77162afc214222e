// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XcaNanoTest {
  private static final long LARGEST = 12_000_000;

  @TempDir Path folder;

  @Test
  void theCardIsOfTheseWeights() throws IOException, NoSuchAlgorithmException {
    Path file = folder.resolve("xca.safetensors");
    XcaNano.write(file);
    assertThat(Files.size(file)).isLessThan(LARGEST);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    assertThat(XcaNano.card())
        .contains(HexFormat.of().formatHex(digest))
        .contains("not a medical device")
        .contains("Licence");
    try (Checkpoint written = Checkpoint.open(file);
        Checkpoint inJar = XcaNano.weights()) {
      assertThat(written.values()).isEqualTo(inJar.values());
    }
  }

  /** Images nobody trained on or chose by; few, so the bound is far below the card's median. */
  @Test
  void vesselsOfRealAngiogramsAreFoundInTheirBoxes() {
    Path val = SharedData.require("data/arcade/syntax/val");
    SampleSet images = Arcade.segments(val).part(100, 106);
    List<Double> dice = new ArrayList<>();
    try (MedSam2 model = XcaNano.load(ModelOptions.defaults().threads(1))) {
      for (int i = 0; i < images.size(); i++) {
        Sample sample = images.get(i);
        List<Mask> truth = sample.objects().stream().map(SampleObject::mask).toList();
        List<Prompts> boxes =
            truth.stream().map(BoxPrompt::around).map(b -> Prompts.of(b)).toList();
        try (ImageEmbedding image = model.embed(sample.image())) {
          List<Segmentation> found = model.predict(image, boxes);
          for (int o = 0; o < truth.size(); o++) {
            dice.add(MaskScores.overlap(found.get(o).mask(), truth.get(o)).dice());
          }
        }
      }
    }
    Collections.sort(dice);
    assertThat(dice.size()).isGreaterThan(15);
    assertThat(dice.get(dice.size() / 2)).isGreaterThan(0.45);
  }
}
