// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskRunsTest {

  /** The decoder of COCO's maskApi, written a second time. */
  private static List<Integer> decode(String text) {
    List<Integer> runs = new ArrayList<>();
    int p = 0;
    while (p < text.length()) {
      int x = 0;
      int k = 0;
      boolean more = true;
      while (more) {
        int c = text.charAt(p++) - 48;
        x |= (c & 0x1f) << (5 * k++);
        more = (c & 0x20) != 0;
        x = !more && (c & 0x10) != 0 ? x | (-1 << (5 * k)) : x;
      }
      runs.add(runs.size() > 2 ? x + runs.get(runs.size() - 2) : x);
    }
    return runs;
  }

  @Test
  void textReadsAsTheRunsOfTheColumns() {
    // 2 columns of 3: background, mask, mask | mask, background, background.
    Mask small = Mask.of(2, 3, new byte[] {0, 1, 1, 0, 1, 0});
    assertThat(MaskRuns.runs(small)).containsExactly(1, 3, 2);
    assertThat(MaskRuns.text(small)).isEqualTo("132");
    SplittableRandom random = new SplittableRandom(3);
    byte[] pixels = new byte[400 * 300];
    for (int i = 0; i < pixels.length; i++) {
      boolean flip = random.nextInt(60) == 0;
      pixels[i] = (byte) (i == 0 ? 1 : flip ? 1 - pixels[i - 1] : pixels[i - 1]);
    }
    Mask mask = Mask.of(400, 300, pixels);
    assertThat(MaskRuns.runs(mask).get(0)).isZero();
    assertThat(decode(MaskRuns.text(mask))).isEqualTo(MaskRuns.runs(mask));
    assertThat(MaskRuns.runs(mask).stream().mapToInt(i -> i).sum()).isEqualTo(400 * 300);
    assertThat(decode(MaskRuns.text(Mask.of(5, 4, new byte[20])))).containsExactly(20);
  }
}
