// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Heading;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.testing.NanoModel;
import io.github.medsam2.testing.RuleWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sessions of the reduced network over noise, and what they found. */
final class NanoSessions {
  static final int WIDTH = 40;
  static final int HEIGHT = 32;

  private NanoSessions() {}

  static MedSam2 model(String engine) {
    return model(engine, 1);
  }

  /** A model whose objects are present, or with a score bias of -2 absent. */
  static MedSam2 model(String engine, double scoreBias) {
    return MedSam2.of(
        new RuleWeights(Networks.nano().keys(), scoreBias), NanoModel.options(engine));
  }

  static List<Image> images(int count) {
    Random random = new Random(7);
    List<Image> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] pixels = new byte[WIDTH * HEIGHT];
      random.nextBytes(pixels);
      frames.add(Image.gray8(WIDTH, HEIGHT, pixels));
    }
    return frames;
  }

  static FrameSource frames(int count) {
    return FrameSource.of(images(count));
  }

  static Mask rectangle(int x0, int y0, int x1, int y1) {
    byte[] inside = new byte[WIDTH * HEIGHT];
    for (int y = y0; y < y1; y++) {
      for (int x = x0; x < x1; x++) {
        inside[y * WIDTH + x] = 1;
      }
    }
    return Mask.of(WIDTH, HEIGHT, inside);
  }

  /** Low-res logits of an object by frame; the last result of a frame counts. */
  static Map<Integer, float[]> logits(Iterable<FrameResult> walk, String object) {
    Map<Integer, float[]> out = new TreeMap<>();
    for (FrameResult f : walk) {
      Segmentation s = f.objects().get(object);
      if (s != null) {
        out.put(f.index(), s.rawLowResLogits());
      }
    }
    return out;
  }

  /** All that an object remembers of a cine, by frame and where it is remembered. */
  static Map<String, float[]> remembered(VideoSession s, String object, int frames) {
    Map<String, float[]> out = new TreeMap<>();
    for (int i = 0; i < frames; i++) {
      put(out, "prompted " + i, s.core().memory(object).conditioning().get(i));
      put(out, "forward " + i, s.core().memory(object).tracked(i, Heading.FORWARD));
      put(out, "backward " + i, s.core().memory(object).tracked(i, Heading.BACKWARD));
    }
    return out;
  }

  private static void put(Map<String, float[]> out, String where, @Nullable FrameOutput o) {
    if (o != null) {
      out.put(where + " logits", o.logits());
      out.put(where + " pointer", o.pointer());
      out.put(where + " scores", new float[] {o.iou(), o.objectScore()});
    }
  }

  static <K> void assertSame(Map<K, float[]> found, Map<K, float[]> expected) {
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach(
        (at, values) ->
            assertThat(Arrays.equals(values, expected.get(at))).as("same at %s", at).isTrue());
  }

  static <K> void assertClose(Map<K, float[]> found, Map<K, float[]> expected, float tolerance) {
    assertThat(found.keySet()).isEqualTo(expected.keySet()).isNotEmpty();
    found.forEach(
        (at, values) -> {
          float[] other = expected.getOrDefault(at, new float[0]);
          for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(values[i] - other[i])).as("%s", at).isLessThanOrEqualTo(tolerance);
          }
        });
  }
}
