// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A map by frame is what a sorted map is, and stays so whatever is made of it. */
class FrameMapTest {

  @Property(tries = 200)
  void everyVersionStaysAsItWas(@ForAll List<@IntRange(min = -40, max = 40) Integer> changes) {
    List<FrameMap<Integer>> maps = new ArrayList<>(List.of(FrameMap.empty()));
    List<TreeMap<Integer, Integer>> expected = new ArrayList<>(List.of(new TreeMap<>()));
    for (int i = 0; i < changes.size(); i++) {
      int frame = changes.get(i);
      FrameMap<Integer> m = maps.get(i);
      TreeMap<Integer, Integer> e = new TreeMap<>(expected.get(i));
      switch (i % 4) {
        case 2 -> {
          m = m.without(frame);
          e.remove(frame);
        }
        case 3 -> {
          m = m.from(frame - 20);
          e.headMap(frame - 20).clear();
        }
        default -> {
          m = m.with(frame, i);
          e.put(frame, i);
        }
      }
      maps.add(m);
      expected.add(e);
    }
    for (int i = 0; i < maps.size(); i++) {
      assertSame(maps.get(i), expected.get(i));
    }
  }

  private static void assertSame(FrameMap<Integer> map, TreeMap<Integer, Integer> expected) {
    assertThat(map).isEqualTo(expected).hasSize(expected.size());
    assertThat(List.copyOf(map.keySet())).isEqualTo(List.copyOf(expected.keySet()));
    assertThat(map.first()).isEqualTo(expected.isEmpty() ? null : expected.firstKey());
    assertThat(map.last()).isEqualTo(expected.isEmpty() ? null : expected.lastKey());
    for (int f = -41; f <= 41; f++) {
      assertThat(map.at(f)).isEqualTo(expected.get(f));
      assertThat(map.containsKey(f)).isEqualTo(expected.containsKey(f));
    }
  }

  @Test
  void aLongRunOfFramesIsNotDeep() {
    FrameMap<Integer> map = FrameMap.empty();
    for (int f = 0; f < 100_000; f++) {
      map = map.with(f, f);
    }
    assertThat(map.from(99_990).keySet()).hasSize(10);
    assertThat(map).hasSize(100_000);
  }

  @Test
  void nobodyWritesToIt() {
    Map<Integer, Integer> map = FrameMap.<Integer>empty().with(1, 2);
    assertThatThrownBy(() -> map.put(1, 3)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> map.remove(1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThat(map).hasSize(1);
  }
}
