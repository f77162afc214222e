// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.step;

import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.MemoryTimes;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The memory bank of a clip's objects as it is trained, with gradients: all conditioning frames,
 * the 6 frames tracked before the present one, and the pointers of both, also those from the future
 * of it, whose distance is negative. Inference drops those; see {@code runtime.Recall}.
 *
 * @param <T> the engine's value
 */
final class ClipMemory<T> {
  private static final int POINTERS = 16;

  /**
   * What is remembered of a frame.
   *
   * @param map (O, g * g, M)
   * @param pointer (O, C)
   */
  private record Remembered<T>(T map, T pointer) {}

  private final LossOps<T> ops;
  private final ModelConfig config;
  private final int frames;
  private final Map<Integer, Remembered<T>> conditioning = new LinkedHashMap<>();
  private final Map<Integer, Remembered<T>> tracked = new LinkedHashMap<>();

  /**
   * @param frames of the clip, which scale the distances of pointers
   */
  ClipMemory(LossOps<T> ops, ModelConfig config, int frames) {
    this.ops = ops;
    this.config = config;
    this.frames = frames;
  }

  /**
   * Remembers a frame by its last answer: by how sure it is, not by what lies above 0.
   *
   * @param tokens (1, g * g, C) of the frame itself
   */
  void put(int frame, boolean prompted, T tokens, Answer<T> last) {
    T map =
        ops.scope(
            () -> {
              Values<T> in = Values.empty();
              in.put(Slots.TOKENS, tokens);
              in.put(Slots.MASK, last.best());
              in.put(Slots.ABSENT, ops.affine(ops.greater(last.score(), 0), -1, 1));
              return new Values<>(new Sam2(config).remember(false).build(ops, in.byName()))
                  .get(Slots.MEMORY);
            });
    (prompted ? conditioning : tracked).put(frame, new Remembered<>(map, last.pointer()));
  }

  /**
   * A frame as each object's memory lets it be seen, (O, g * g, C).
   *
   * @param tokens (1, g * g, C) of the frame itself
   */
  T condition(int frame, T tokens, int objects) {
    Sam2 network = new Sam2(config);
    List<T> look =
        ops.scopeAll(
            () -> {
              Values<T> seen =
                  new Values<>(network.look().build(ops, Map.of(Slots.TOKENS.name(), tokens)));
              return List.of(seen.get(Slots.FRAME), seen.get(Slots.QUERY));
            });
    List<T> all = new ArrayList<>();
    for (int object = 0; object < objects; object++) {
      Values<T> in = recalled(frame, object);
      in.put(Slots.FRAME, look.get(0));
      in.put(Slots.QUERY, look.get(1));
      all.add(new Values<>(network.condition(true).build(ops, in.byName())).get(Slots.TOKENS));
    }
    return ops.concat(0, all);
  }

  private Values<T> recalled(int frame, int object) {
    List<T> maps = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    List<T> pointers = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    int oldest = config.memory().frames() - 1;
    int most = Math.min(frames, POINTERS);
    double longest = Math.max(1, most - 1);
    conditioning.forEach(
        (at, remembered) -> {
          maps.add(of(object, remembered.map()));
          rows.add((long) oldest);
          pointers.add(of(object, remembered.pointer()));
          distances.add((frame - at) / longest);
        });
    for (int age = oldest; age >= 1; age--) {
      Remembered<T> remembered = tracked.get(frame - age);
      if (remembered != null) {
        maps.add(of(object, remembered.map()));
        rows.add(age - 1L);
      }
    }
    for (int age = 1; age < most; age++) {
      Remembered<T> remembered = tracked.get(frame - age);
      if (remembered != null) {
        pointers.add(of(object, remembered.pointer()));
        distances.add(age / longest);
      }
    }
    Values<T> in = Values.empty();
    in.put(Slots.MAPS, ops.concat(0, maps));
    long[] times = rows.stream().mapToLong(Long::longValue).toArray();
    in.put(Slots.MAP_TIMES, ops.constant(HostTensor.of(times, times.length)));
    in.put(Slots.POINTERS, ops.reshape(ops.concat(0, pointers), 1, -1, config.width()));
    in.put(Slots.DISTANCES, ops.constant(encoded(distances)));
    return in;
  }

  private T of(int object, T all) {
    return ops.slice(all, 0, object, object + 1L);
  }

  private HostTensor encoded(List<Double> distances) {
    double[] d = distances.stream().mapToDouble(Double::doubleValue).toArray();
    float[] table = MemoryTimes.encodeDistances(d, config.width());
    return HostTensor.of(table, 1, d.length, config.width());
  }
}
