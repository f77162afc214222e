// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.prompt.BoxPrompt;
import java.util.List;
import org.junit.jupiter.api.Test;

class InstancesTest {
  private static final BoxPrompt BOX = new BoxPrompt(10, 10, 30, 30);

  private static Instance instance(int query, double score, double x0, double x1) {
    FoundBox box = new FoundBox(x0, 10, x1, 30);
    return new Instance(query, (float) score, box, new float[] {-1, 1, 3, -5}, 2, 4, 2);
  }

  @Test
  void theInstanceOfABoxIsTheBestThatAgreesWithIt() {
    Instance elsewhere = instance(0, 0.9, 40, 60);
    Instance near = instance(1, 0.6, 12, 32);
    Instance better = instance(2, 0.7, 8, 28);
    Instance half = instance(3, 0.8, 20, 40); // IoU 1/3
    Instances all = new Instances(0.95f, List.of(elsewhere, near, better, half));
    assertThat(all.best()).containsSame(elsewhere);
    assertThat(all.byScore()).containsExactly(elsewhere, half, better, near);
    assertThat(all.about(BOX)).containsSame(better);
    assertThat(new Instances(0.95f, List.of(elsewhere, half)).about(BOX)).isEmpty();
    assertThat(half.box().iou(BOX)).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(elsewhere.box().iou(BOX)).isZero();
  }

  @Test
  void masksAreOfLogitsResizedFirst() {
    Instance i = instance(7, 0.5, 0, 4);
    assertThat(i.logits()).startsWith(-1, -0.5f, 0.5f, 1).hasSize(8);
    assertThat(i.mask().contains(1, 0)).isFalse();
    assertThat(i.mask().contains(2, 0)).isTrue();
    assertThat(i.mask(0.75f).contains(2, 0)).isFalse();
    assertThat(i).hasToString("Instance[score 0.500, box 0.0 10.0 4.0 30.0, 4 pixels]");
  }
}
