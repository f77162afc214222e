// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.MemoryTimes;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Drives the stations over frames by the letter of the original, to compare single steps. */
final class Tracker {

  record Step(
      float[] low, float[] pointer, float score, float[] memory, float @Nullable [] conditioned) {}

  private final Stations stations;
  private final IntFunction<HostTensor> frames;
  private final int count;
  private final Map<Integer, EncodedImage> encoded;
  private final Map<Integer, Step> conditioning = new LinkedHashMap<>();
  private final Map<Integer, Step> tracked = new HashMap<>();

  Tracker(Stations stations, IntFunction<HostTensor> frames, int count) {
    this(stations, frames, count, new HashMap<>());
  }

  /** Frames are encoded once for all trackers that share {@code encoded}. */
  Tracker(
      Stations stations,
      IntFunction<HostTensor> frames,
      int count,
      Map<Integer, EncodedImage> encoded) {
    this.stations = stations;
    this.encoded = encoded;
    this.frames = frames;
    this.count = count;
  }

  EncodedImage encode(int frame) {
    return encoded.computeIfAbsent(frame, f -> stations.encode(frames.apply(f)));
  }

  Step prompt(int frame, PointTokens points, boolean ambiguous) {
    Decoded d = stations.decode(encode(frame), null, points, DecoderExtension.NONE.call(), null);
    Step s = finish(frame, d, ambiguous, true, null);
    conditioning.put(frame, s);
    return s;
  }

  /** A mask given on the model's own grid of zeros and ones. */
  Step mask(int frame, float[] mask, float[] low) {
    ModelConfig c = stations.config();
    HostTensor given = HostTensor.of(mask, 1, 1, c.imageSize(), c.imageSize());
    Stations.GivenMask p = stations.point(encode(frame), given, DecoderExtension.NONE.call());
    float[] pointer = p.objectScore() > 0 ? p.pointer() : noObject();
    Step s = new Step(low, pointer, 10, remember(frame, low, 10, true), null);
    conditioning.put(frame, s);
    return s;
  }

  Step track(int frame, boolean reverse) {
    EncodedImage image = encode(frame);
    try (FrameView view = stations.look(image);
        EngineTensor tokens = stations.condition(view, memory(frame, reverse))) {
      Decoded d =
          stations.decode(image, tokens, PointTokens.none(), DecoderExtension.NONE.call(), null);
      Step s = finish(frame, d, true, false, tokens.toHost().toFloatArray());
      tracked.put(frame, s);
      return s;
    }
  }

  private Step finish(
      int frame, Decoded d, boolean ambiguous, boolean sure, float @Nullable [] conditioned) {
    MaskChoice choice = ambiguous ? MaskChoice.ambiguous(d, 0) : MaskChoice.single(d, 0, false);
    float score = d.objectScore(0);
    float[] low = d.logits(0, choice.mask());
    float[] pointer = d.pointer(0, choice.pointer());
    if (score <= 0) {
      Arrays.fill(low, -1024);
      pointer = noObject();
    }
    return new Step(low, pointer, score, remember(frame, low, score, sure), conditioned);
  }

  private float[] noObject() {
    return stations.noObjectPointer();
  }

  private float[] remember(int frame, float[] low, float score, boolean sure) {
    int side = stations.config().maskSize();
    HostTensor mask = HostTensor.of(low, 1, 1, side, side);
    HostTensor m = stations.remember(encode(frame), mask, new boolean[] {score <= 0}, sure);
    return Bfloat16.rounded(m.toFloatArray());
  }

  private MemoryView memory(int frame, boolean reverse) {
    ModelConfig c = stations.config();
    int sign = reverse ? -1 : 1;
    int last = c.memory().frames() - 1;
    List<float[]> maps = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    List<float[]> pointers = new ArrayList<>();
    List<Double> distances = new ArrayList<>();
    double longest = Math.min(count, 16) - 1;
    conditioning.forEach(
        (f, s) -> {
          maps.add(s.memory());
          rows.add((long) last);
          if ((frame - f) * sign >= 0) {
            pointers.add(s.pointer());
            distances.add((frame - f) * sign / longest);
          }
        });
    for (int age = last; age >= 1; age--) {
      Step s = tracked.get(frame - sign * age);
      if (s != null) {
        maps.add(s.memory());
        rows.add((long) (age - 1));
      }
    }
    for (int d = 1; d < Math.min(count, 16); d++) {
      Step s = tracked.get(frame - sign * d);
      if (s != null) {
        pointers.add(s.pointer());
        distances.add(d / longest);
      }
    }
    long tokens = (long) c.grid() * c.grid();
    double[] d = distances.stream().mapToDouble(Double::doubleValue).toArray();
    return new MemoryView(
        HostTensor.of(join(maps), maps.size(), tokens, c.memory().width()),
        HostTensor.of(rows.stream().mapToLong(Long::longValue).toArray(), rows.size()),
        HostTensor.of(join(pointers), 1, pointers.size(), c.width()),
        HostTensor.of(MemoryTimes.encodeDistances(d, c.width()), 1, d.length, c.width()));
  }

  private static float[] join(List<float[]> parts) {
    int n = parts.stream().mapToInt(p -> p.length).sum();
    float[] out = new float[n];
    int at = 0;
    for (float[] p : parts) {
      System.arraycopy(p, 0, out, at, p.length);
      at += p.length;
    }
    return out;
  }
}
