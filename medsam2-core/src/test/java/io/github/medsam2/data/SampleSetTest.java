// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Views of sets. */
class SampleSetTest {

  private static SampleSet set(int size) {
    return SampleSet.of(IntStream.range(0, size).mapToObj(SampleSetTest::sample).toList());
  }

  private static Sample sample(int number) {
    byte[] pixels = {1, 0, 0, (byte) number};
    SampleObject object = SampleObject.of(Mask.of(2, 2, pixels));
    return Sample.of("" + number, "p" + number, Image.gray8(2, 2, pixels), List.of(object));
  }

  private static List<String> ids(SampleSet set) {
    return IntStream.range(0, set.size()).mapToObj(set::id).toList();
  }

  @Test
  void namesStandBeforeIdsAndGroups() {
    SampleSet both = set(2).named("a/").and(set(1).named("b/"));
    assertThat(ids(both)).containsExactly("a/0", "a/1", "b/0");
    assertThat(both.group(2)).isEqualTo("b/p0");
    assertThat(both.get(1).id()).isEqualTo("a/1");
    assertThat(both.get(2).group()).isEqualTo("b/p0");
  }

  @Test
  void partsKeepTheirOrder() {
    assertThat(ids(set(5).part(1, 4))).containsExactly("1", "2", "3");
    assertThat(set(5).part(2, 4).get(1).id()).isEqualTo("3");
    assertThat(set(5).part(2, 2).size()).isZero();
  }

  @Test
  void mappedSetsChangeObjectsAndNothingElse() {
    SampleSet narrowed = set(3).mapped(o -> o.withStenosis(40));
    assertThat(ids(narrowed)).isEqualTo(ids(set(3)));
    assertThat(narrowed.group(1)).isEqualTo("p1");
    Sample s = narrowed.get(2);
    assertThat(s.objects().get(0).stenosis()).isEqualTo(OptionalDouble.of(40));
    assertThat(s.objects().get(0).mask()).isEqualTo(set(3).get(2).objects().get(0).mask());
    assertThat(s.image().value(1, 1, 0)).isEqualTo(2);
  }

  @Test
  void samplesChangeByTheirNumberAndSomeAreKept() {
    SampleSet kept =
        set(5)
            .changed(
                (index, s) ->
                    Sample.of(
                        s.id(),
                        s.group(),
                        s.image(),
                        List.of(s.objects().get(0).withStenosis(index))))
            .where(index -> index % 2 == 0);
    assertThat(ids(kept)).containsExactly("0", "2", "4");
    assertThat(kept.get(2).objects().get(0).stenosis()).hasValue(4);
  }
}
