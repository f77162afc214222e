// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.Heading;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.MemoryTimes;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which memories a frame attends to: all conditioning frames, the 6 frames tracked before it, and
 * up to 16 object pointers.
 *
 * @param config sizes of the model
 * @param maxConditioning conditioning frames seen at once: the nearest before the frame, the
 *     nearest at or after it, then the nearest of the others; 0 for all
 * @param frames length of the cine, which scales the pointers' distances as in the original
 * @param selective whether frames that were tracked badly are passed over
 */
record Recall(ModelConfig config, int maxConditioning, int frames, boolean selective) {
  private static final int POINTERS = 16;

  MemoryView view(ObjectMemory memory, int frame, Heading heading) {
    List<FrameOutput> conditioning = conditioning(memory, frame);
    Map<Integer, FrameOutput> unselected = new HashMap<>(memory.conditioning());
    conditioning.forEach(c -> unselected.remove(c.frame()));
    TrackedFrames.Found found = new TrackedFrames.Found(memory, unselected, heading);
    TrackedFrames tracked =
        selective
            ? TrackedFrames.Selected.of(found, frame, frames, pointersAtMost() - 1)
            : new TrackedFrames.Recent(found, frame);
    List<short[]> maps = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    int oldest = config.memory().frames() - 1;
    for (FrameOutput c : conditioning) {
      add(maps, times, c, oldest);
    }
    for (int age = oldest; age >= 1; age--) {
      FrameOutput t = tracked.map(age);
      if (t != null) {
        add(maps, times, t, age - 1);
      }
    }
    return pointers(conditioning, tracked, frame, heading, maps(maps), times(times));
  }

  private int pointersAtMost() {
    return Math.min(frames, POINTERS);
  }

  private static void add(List<short[]> maps, List<Long> times, FrameOutput o, int row) {
    if (o.memory() != null) {
      maps.add(o.memory());
      times.add((long) row);
    }
  }

  /** The nearest before the frame, the nearest at or after it, then the nearest of the others. */
  private List<FrameOutput> conditioning(ObjectMemory memory, int frame) {
    List<FrameOutput> all = new ArrayList<>(memory.conditioning().values());
    int most = maxConditioning;
    if (most == 0 || all.size() <= most) {
      return all;
    }
    all.sort(Comparator.comparingInt(o -> Math.abs(o.frame() - frame)));
    Set<FrameOutput> selected = new LinkedHashSet<>();
    all.stream().filter(o -> o.frame() < frame).findFirst().ifPresent(selected::add);
    all.stream().filter(o -> o.frame() >= frame).findFirst().ifPresent(selected::add);
    all.stream().takeWhile(o -> selected.size() < most).forEach(selected::add);
    return List.copyOf(selected);
  }

  private MemoryView pointers(
      List<FrameOutput> conditioning,
      TrackedFrames tracked,
      int frame,
      Heading heading,
      HostTensor maps,
      HostTensor times) {
    int most = pointersAtMost();
    double longest = Math.max(1, most - 1);
    List<float[]> pointers = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    for (FrameOutput c : conditioning) {
      // Pointers from the future of the walking direction are dropped; their maps stay.
      int distance = heading.ahead(frame, c.frame());
      if (distance >= 0) {
        pointers.add(c.pointer());
        distances.add(distance / longest);
      }
    }
    for (int d = 1; d < most; d++) {
      FrameOutput t = tracked.pointer(d);
      if (t != null) {
        pointers.add(t.pointer());
        distances.add(d / longest);
      }
    }
    if (pointers.isEmpty()) {
      return new MemoryView(maps, times, null, null);
    }
    return new MemoryView(maps, times, stack(pointers), encode(distances));
  }

  private HostTensor maps(List<short[]> maps) {
    long tokens = (long) config.grid() * config.grid();
    Shape shape = Shape.of(maps.size(), tokens, config.memory().width());
    HostTensor out = HostTensor.zeros(DType.FLOAT32, shape);
    FloatBuffer floats = out.floats();
    for (short[] map : maps) {
      for (short v : map) {
        floats.put(Bfloat16.toFloat(v));
      }
    }
    return out;
  }

  private static HostTensor times(List<Long> rows) {
    return HostTensor.of(rows.stream().mapToLong(Long::longValue).toArray(), rows.size());
  }

  private HostTensor stack(List<float[]> pointers) {
    HostTensor out = HostTensor.zeros(DType.FLOAT32, Shape.of(1, pointers.size(), config.width()));
    FloatBuffer floats = out.floats();
    pointers.forEach(floats::put);
    return out;
  }

  private HostTensor encode(List<Double> distances) {
    double[] d = distances.stream().mapToDouble(Double::doubleValue).toArray();
    return HostTensor.of(
        MemoryTimes.encodeDistances(d, config.width()), 1, d.length, config.width());
  }
}
