// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.SegmentScheme;
import io.github.medsam2.testing.SharedData;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class XcaDataTest {

  @Test
  void segmentsAreCalledByTheirCassNumbersAndArteries() {
    XcaData data = new XcaData(SharedData.require("data/arcade/syntax"));
    SampleSet val = data.val();
    Set<Artery> arteries = EnumSet.noneOf(Artery.class);
    for (int i = 0; i < 12; i++) {
      for (SampleObject object : val.get(i).objects()) {
        CoronaryPrompt said = (CoronaryPrompt) object.description().orElseThrow();
        assertThat(said.segment().orElseThrow().scheme()).isEqualTo(SegmentScheme.CASS);
        arteries.add(said.artery().orElseThrow());
      }
    }
    assertThat(arteries).contains(Artery.RCA, Artery.LAD);
    assertThat(data.judged().size()).isLessThan(val.size());
    assertThat(data.train().id(0)).startsWith("train/").isNotEqualTo(val.id(0));
  }
}
