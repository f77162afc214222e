// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.NanoSessions.assertSame;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.runtime.FrameOutput;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Where cleanup and non-overlap act: on what is shown, and on what is remembered of prompts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CleanupSessionTest {
  private static final MaskCleanup MEND = new MaskCleanup(4, 4, true);
  private final MedSam2 model = NanoSessions.model("onnx");

  @AfterAll
  void close() {
    model.close();
  }

  private VideoSession session(SessionOptions options) {
    return model.session(NanoSessions.frames(6), options);
  }

  private static SessionOptions defaults() {
    return SessionOptions.defaults();
  }

  private Map<Integer, float[]> mended(Map<Integer, float[]> logits) {
    int side = model.info().maskSize();
    Map<Integer, float[]> out = new TreeMap<>();
    logits.forEach((frame, values) -> out.put(frame, MEND.apply(values, side, side, 0.1f)));
    return out;
  }

  /** A given rectangle has nothing to mend, so both sessions remember the same of it. */
  @Test
  void memoriesOfTrackedFramesAreMadeBeforeTheyAreMended() {
    try (VideoSession raw = session(defaults());
        VideoSession clean = session(defaults().cleanup(MEND))) {
      raw.object("a").on(2).mask(NanoSessions.rectangle(5, 5, 25, 20));
      clean.object("a").on(2).mask(NanoSessions.rectangle(5, 5, 25, 20));
      Map<Integer, float[]> found = NanoSessions.logits(raw.propagate(Direction.BOTH), "a");
      Map<Integer, float[]> shown = NanoSessions.logits(clean.propagate(Direction.BOTH), "a");
      assertThat(found).hasSize(6);
      assertSame(shown, mended(found));
      assertThat(shown.get(2)).isEqualTo(found.get(2));
      assertThat(shown.get(5)).isNotEqualTo(found.get(5));
    }
  }

  @Test
  void memoriesOfPromptedFramesAreMadeAfterwards() {
    try (VideoSession raw = session(defaults());
        VideoSession clean = session(defaults().cleanup(MEND))) {
      Segmentation found = raw.object("a").on(2).box(5, 5, 30, 25);
      Segmentation shown = clean.object("a").on(2).box(5, 5, 30, 25);
      assertSame(Map.of(2, shown.rawLowResLogits()), mended(Map.of(2, found.rawLowResLogits())));
      assertThat(shown.rawLowResLogits()).isNotEqualTo(found.rawLowResLogits());
      assertThat(memory(clean)).isNotEqualTo(memory(raw));
    }
  }

  private static short @Nullable [] memory(VideoSession s) {
    FrameOutput prompted = s.core().memory("a").conditioning().get(2);
    assertThat(prompted).isNotNull();
    return prompted.memory();
  }

  @Test
  void aSegmentationIsMendedAsTheImagePredictorDoes() {
    try (ImageEmbedding image = model.embed(NanoSessions.images(1).get(0))) {
      Segmentation s = model.prompt(image).box(5, 5, 30, 25).predict();
      Segmentation mended = s.cleaned(MEND);
      int side = s.lowResSize();
      assertThat(mended.rawLowResLogits())
          .isEqualTo(MEND.apply(s.rawLowResLogits(), side, side, 10))
          .isNotEqualTo(s.rawLowResLogits());
      assertThat(mended.iou()).isEqualTo(s.iou());
      assertThat(s.cleaned(MaskCleanup.NONE).mask()).isEqualTo(s.mask());
    }
  }

  @Test
  void objectsShareNoPixelAndMemoriesAreUntouched() {
    try (VideoSession plain = session(defaults());
        VideoSession apart = session(defaults().nonOverlapping(true))) {
      for (VideoSession s : List.of(plain, apart)) {
        s.object("a").on(2).box(5, 5, 30, 25);
        s.object("b").on(1).point(20, 15);
        s.object("c").on(2).box(10, 3, 38, 30);
      }
      List<FrameResult> found = plain.propagate(Direction.BOTH).stream().toList();
      List<FrameResult> shown = apart.propagate(Direction.BOTH).stream().toList();
      int overlaps = 0;
      for (int i = 0; i < found.size(); i++) {
        overlaps += assertShared(found.get(i), shown.get(i));
      }
      assertThat(overlaps).as("pixels claimed twice").isPositive();
      for (String name : plain.objects()) {
        assertSame(
            NanoSessions.remembered(apart, name, 6), NanoSessions.remembered(plain, name, 6));
      }
    }
  }

  /** Every pixel goes to the highest logit, the first of equals. Returns how many were disputed. */
  private static int assertShared(FrameResult found, FrameResult shown) {
    List<float[]> before = found.objects().values().stream().map(Segmentation::logits).toList();
    List<float[]> after = shown.objects().values().stream().map(Segmentation::logits).toList();
    int disputed = 0;
    for (int pixel = 0; pixel < NanoSessions.WIDTH * NanoSessions.HEIGHT; pixel++) {
      int winner = 0;
      int claims = 0;
      for (int i = 0; i < before.size(); i++) {
        winner = before.get(i)[pixel] > before.get(winner)[pixel] ? i : winner;
        claims += before.get(i)[pixel] > 0 ? 1 : 0;
      }
      for (int i = 0; i < before.size(); i++) {
        float logit = before.get(i)[pixel];
        assertThat(after.get(i)[pixel]).isEqualTo(i == winner ? logit : Math.min(logit, -10));
      }
      disputed += claims > 1 ? 1 : 0;
    }
    return disputed;
  }

  @Test
  void thePreviewOfAPromptDoesNotOverlapEither() {
    try (VideoSession s = session(defaults().nonOverlapping(true));
        VideoSession plain = session(defaults())) {
      s.object("a").on(2).mask(NanoSessions.rectangle(5, 5, 25, 25));
      Mask second = s.object("b").on(2).mask(NanoSessions.rectangle(15, 5, 35, 25)).mask();
      Mask alone = plain.object("b").on(2).mask(NanoSessions.rectangle(15, 5, 35, 25)).mask();
      assertThat(alone.contains(20, 15)).isTrue();
      assertThat(second.contains(20, 15)).isFalse();
      assertThat(second.contains(30, 15)).isTrue();
    }
  }
}
