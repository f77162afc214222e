// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.config.Presets;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleCheckpoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sessions against the original's video predictors. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SessionGoldens {
  static final double LOGITS = 5e-4;
  private static final double POINTERS = 1e-4;
  private @Nullable MedSam2 tiny;

  abstract String engine();

  private MedSam2 model(ModelConfig config) {
    return MedSam2.of(
        RuleCheckpoint.of(config),
        ModelOptions.defaults()
            .engine(engine())
            .engine(EngineOptions.DEFAULT.withThreads(1))
            .imageSize(config.imageSize()));
  }

  MedSam2 tiny() {
    MedSam2 m = tiny;
    if (m == null) {
      m = model(Presets.sam21Tiny());
      tiny = m;
    }
    return m;
  }

  @AfterAll
  void close() {
    if (tiny != null) {
      tiny.close();
    }
  }

  @Test
  void nanoBothWaysInOneSession() {
    Golden golden = Golden.nano();
    try (MedSam2 model = model(Networks.nano());
        VideoSession s = model.session(frames(golden.get("volume")))) {
      s.object("a").on(2).box(14, 16, 70, 66);
      List<Integer> order = new ArrayList<>();
      for (FrameResult f : s.propagate(Direction.BOTH)) {
        order.add(f.index());
        assertOutput(golden, (order.size() > 4 ? "rev" : "fwd") + ".frame" + f.index(), s, "a", f);
      }
      assertThat(order).containsExactly(2, 3, 4, 5, 2, 1, 0);
    }
  }

  /** Five kinds of prompt are five objects of one session: the slices are encoded once. */
  @Test
  void fiveSlices() {
    List<String> kinds = List.of("box", "point", "points", "box_point", "mask");
    Map<String, Golden> goldens = new HashMap<>();
    kinds.forEach(k -> goldens.put(k, Golden.shared("sam21_tiny_512_video_" + k)));
    HostTensor volume = Golden.shared("sam21_tiny_512_features").get("volume");
    try (VideoSession s = tiny().session(frames(volume))) {
      kinds.forEach(kind -> prompt(s.object(kind).on(2), kind));
      int seen = 0;
      for (FrameResult f : s.propagate(Direction.BOTH)) {
        String frame = (seen++ < 3 ? "fwd" : "rev") + ".frame" + f.index();
        goldens.forEach((kind, golden) -> assertOutput(golden, frame, s, kind, f));
      }
      assertThat(seen).isEqualTo(6);
    }
  }

  private static void prompt(TrackedObject.OnFrame on, String kind) {
    PointPrompt in = PointPrompt.positive(33, 27);
    switch (kind) {
      case "box" -> on.box(10, 12, 60, 50);
      case "point" -> on.point(33, 27);
      case "points" -> on.prompt(Prompts.of(in, PointPrompt.negative(5, 50)));
      case "box_point" ->
          on.prompt(Prompts.of(new BoxPrompt(10, 12, 60, 50), PointPrompt.negative(40, 30)));
      default -> on.mask(mask());
    }
  }

  static void assertOutput(
      Golden golden, String key, VideoSession s, String object, FrameResult f) {
    FrameOutput known = s.core().memory(object).at(f.index());
    Segmentation seg = f.objects().get(object);
    assertThat(seg).as(key).isNotNull();
    golden.assertClose(key + ".low_res", seg.rawLowResLogits(), LOGITS, false);
    if (known != null && known.logits() == seg.rawLowResLogits()) {
      golden.assertClose(key + ".obj_ptr", known.pointer(), POINTERS, false);
    }
    if (golden.has(key + ".object_score")) {
      golden.assertClose(key + ".object_score", new float[] {seg.objectScore()}, POINTERS, false);
    }
  }

  static Mask mask() {
    byte[] m = new byte[64 * 80];
    for (int y = 20; y < 40; y++) {
      for (int x = 30; x <= 60; x++) {
        m[y * 80 + x] = 1;
      }
    }
    return Mask.of(80, 64, m);
  }

  static FrameSource frames(HostTensor volume) {
    int depth = (int) volume.shape().dim(0);
    int height = (int) volume.shape().dim(1);
    int width = (int) volume.shape().dim(2);
    List<Image> slices = new ArrayList<>();
    for (int z = 0; z < depth; z++) {
      byte[] slice = new byte[width * height];
      volume.data().get(z * slice.length, slice);
      slices.add(Image.gray8(width, height, slice));
    }
    return FrameSource.of(slices);
  }
}
