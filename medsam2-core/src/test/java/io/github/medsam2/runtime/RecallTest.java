// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Heading;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which frames are attended to, told apart by the first number of their maps and pointers. */
class RecallTest {
  private static final ModelConfig NANO = Networks.nano();

  private static FrameOutput output(int frame) {
    float[] pointer = new float[NANO.width()];
    pointer[0] = frame;
    short[] map = new short[NANO.grid() * NANO.grid() * NANO.memory().width()];
    map[0] = Bfloat16.of(new float[] {frame})[0];
    return new FrameOutput(frame, new float[1], pointer, map, 1, 1, null, 0);
  }

  private static ObjectMemory memory(List<Integer> conditioning, List<Integer> tracked) {
    ObjectMemory m = ObjectMemory.EMPTY;
    for (int t : tracked) {
      m = m.tracked(output(t), EnumSet.of(Heading.FORWARD), 32);
    }
    for (int c : conditioning) {
      m = m.conditionedOn(output(c));
    }
    return m;
  }

  private static MemoryView view(int most, int cine, ObjectMemory memory, int frame) {
    return new Recall(NANO, most, cine, false).view(memory, frame, Heading.FORWARD);
  }

  /** The frames of maps (F, ..) or pointers (1, F, ..). */
  private static List<Integer> frames(@Nullable HostTensor values) {
    assertThat(values).isNotNull();
    int axis = values.shape().dim(2) == NANO.width() ? 1 : 0;
    int count = (int) values.shape().dim(axis);
    float[] all = values.toFloatArray();
    int step = all.length / count;
    return IntStream.range(0, count).mapToObj(i -> (int) all[i * step]).toList();
  }

  private static float[] distances(MemoryView v) {
    HostTensor distances = v.distances();
    assertThat(distances).isNotNull();
    return distances.toFloatArray();
  }

  private static List<Long> rows(MemoryView v) {
    long[] rows = new long[(int) v.mapTimes().shape().dim(0)];
    v.mapTimes().data().asLongBuffer().get(rows);
    return Arrays.stream(rows).boxed().toList();
  }

  @Test
  void withoutACapAllConditioningFramesAreSeen() {
    ObjectMemory m = memory(List.of(20, 2, 9), List.of(10, 11, 12));
    MemoryView v = view(0, 40, m, 13);
    assertThat(frames(v.maps())).containsExactly(20, 2, 9, 10, 11, 12);
    assertThat(rows(v)).containsExactly(6L, 6L, 6L, 2L, 1L, 0L);
    assertThat(frames(v.pointers())).containsExactly(2, 9, 12, 11, 10);
  }

  @Test
  void aCapSelectsBeforeAndAfterAndThenTheNearest() {
    ObjectMemory m = memory(List.of(1, 11, 12, 30), List.of(10));
    MemoryView two = view(2, 40, m, 13);
    assertThat(frames(two.maps())).containsExactly(12, 30, 10, 11);
    assertThat(rows(two)).containsExactly(6L, 6L, 2L, 1L);
    assertThat(frames(two.pointers())).containsExactly(12, 11, 10, 1);
    MemoryView three = view(3, 40, m, 13);
    assertThat(frames(three.maps())).containsExactly(12, 30, 11, 10);
    assertThat(rows(three)).containsExactly(6L, 6L, 6L, 2L);
  }

  @Test
  void aCineOf16FramesOrMoreDatesPointersLikeOneWithoutEnd() {
    ObjectMemory m = memory(List.of(0), List.of(10, 11, 12));
    float[] endless = distances(view(0, Integer.MAX_VALUE, m, 13));
    assertThat(distances(view(0, 16, m, 13))).isEqualTo(endless);
    assertThat(distances(view(0, 15, m, 13))).isNotEqualTo(endless);
  }
}
