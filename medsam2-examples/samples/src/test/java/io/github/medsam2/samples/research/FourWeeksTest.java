// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.research;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.hub.WeightsInfo;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FourWeeksTest {
  @TempDir Path folder;

  /** Six patients, one frame each, whose mid right coronary artery is known. */
  private static SampleSet phantoms() {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      Phantom cine =
          new Phantom(
              PhantomConfig.of(11 + i, TreeSide.RIGHT, 35, -4.5)
                  .withMatrix(128)
                  .withFrames(18, 5)
                  .withLesions(LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.1 * i + 0.2, 10)));
      SampleObject vessel =
          SampleObject.of(cine.truth(9).segment(CassSegment.MID_RCA).orElseThrow().mask())
              .described(CoronaryPrompt.parse("CASS 2, LAO 35"))
              .withStenosis(10 * i + 20);
      samples.add(Sample.of("case " + i, "patient " + i, cine.frame(9), List.of(vessel)));
    }
    return SampleSet.of(samples);
  }

  @Test
  void aStudyGoesFromBaselineToHeads() {
    List<String> told = new ArrayList<>();
    try (Checkpoint base = Checkpoint.open(NanoModel.write(folder))) {
      Path named =
          new FourWeeks(base, phantoms(), folder, new FourWeeks.Scale(128, 1, 2, 1)).run(told::add);
      WeightsInfo info = WeightsInfo.of(named);
      assertThat(info.words()).isTrue();
      assertThat(info.readings()).isTrue();
    }
    assertThat(folder.resolve("baseline.html")).isNotEmptyFile();
    assertThat(told).hasSize(4);
    assertThat(told.get(0)).contains("Dice");
    assertThat(told.get(1)).contains("round 1");
  }
}
