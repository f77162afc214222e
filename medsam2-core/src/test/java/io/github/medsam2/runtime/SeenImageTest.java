// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.reference.ReferenceEngine;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Preprocessor;
import io.github.medsam2.net.Decode;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.EightThreads;
import io.github.medsam2.testing.NanoModel;
import io.github.medsam2.testing.RuleWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What prompts on one image share: no answer shows it, one thread makes it, nothing outlives it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeenImageTest {
  private static final Prompts BOX = Prompts.of(new BoxPrompt(14, 16, 70, 66));
  private final Preprocessor preprocessor =
      Networks.nano().trunk().forImages(Networks.nano().imageSize());
  private Stations stations;
  private EncodedImage image;

  @BeforeAll
  void encode() {
    RuleWeights weights = new RuleWeights(Networks.nano().keys(), 1);
    stations = new Stations(new ReferenceEngine(), weights, Networks.nano());
    image = stations.encode(preprocessor.prepare(NanoModel.image(2)));
  }

  @AfterAll
  void close() {
    image.close();
    stations.close();
  }

  @Test
  void pointsAreAnsweredAsByTheDecoderThatSharesNothing() {
    sameAnswers(points(List.of(BOX)), null);
  }

  @Test
  void severalPromptsAreAnsweredAsByTheDecoderThatSharesNothing() {
    Prompts other = Prompts.of(new BoxPrompt(3, 40, 20, 60));
    sameAnswers(points(List.of(BOX, other, BOX)), null);
  }

  @Test
  void refinedMasksAreAnsweredAsByTheDecoderThatSharesNothing() {
    sameAnswers(points(List.of(BOX)), mask());
    sameAnswers(null, mask());
  }

  private void sameAnswers(@Nullable PointTokens points, @Nullable HostTensor mask) {
    Decoded seen = stations.decode(image, null, points, DecoderExtension.NONE.call(), mask);
    Map<Slot, HostTensor> given = new HashMap<>();
    if (points != null) {
      given.put(Slots.POSITIONS, points.positions());
      given.put(Slots.KINDS, points.kinds());
    }
    if (mask != null) {
      given.put(Slots.MASK, mask);
    }
    Decode alone =
        new Decode(
            Networks.nano(),
            points != null,
            mask == null ? Decode.Mask.NONE : Decode.Mask.WHOLE,
            Decode.Given.ENCODED,
            ExtensionPart.NONE);
    Map<Slot, HostTensor> found = stations.programs().runToHost(alone, given, image.features());
    same(seen.masks(), found.get(Slots.MASKS), 1e-3f);
    same(seen.iou(), found.get(Slots.IOU), 1e-5f);
    same(seen.objectScore(), found.get(Slots.OBJECT_SCORE), 1e-4f);
    same(seen.pointers(), found.get(Slots.POINTERS), 1e-4f);
  }

  private static void same(HostTensor a, @Nullable HostTensor b, float precision) {
    assertThat(b).isNotNull();
    assertThat(a.shape()).isEqualTo(b.shape());
    assertThat(a.toFloatArray())
        .usingComparatorWithPrecision(precision)
        .containsExactly(b.toFloatArray());
  }

  /** Nine points and the padding share the image; with one more they cost more than they gain. */
  @Test
  void manyPointsShareNothing() {
    try (EncodedImage fresh = stations.encode(preprocessor.prepare(NanoModel.image(3)))) {
      answer(fresh, points(10));
      assertThat(fresh.bytesOfView()).isZero();
      answer(fresh, points(9));
      // keys, values, queries of half the width; features of half and quarter cells
      long tokens = Networks.nano().grids().tokens() * Networks.nano().width();
      assertThat(fresh.bytesOfView()).isEqualTo(4 * (3 * tokens / 2 + tokens + 2 * tokens));
    }
  }

  @Test
  void oneThreadMakesWhatAllShare() throws Exception {
    AtomicInteger made = new AtomicInteger();
    try (EncodedImage fresh = new EncodedImage(Map.of(), null)) {
      List<PromptView> views =
          EightThreads.run(
              i ->
                  fresh.view(
                      () -> {
                        made.incrementAndGet();
                        return new PromptView(Map.of());
                      }));
      assertThat(views).allSatisfy(v -> assertThat(v).isSameAs(views.get(0)));
    }
    assertThat(made).hasValue(1);
  }

  @Test
  void whatIsSharedEndsWithItsImage() {
    EncodedImage fresh = stations.encode(preprocessor.prepare(NanoModel.image(4)));
    answer(fresh, points(1));
    Map<Slot, EngineTensor> shared =
        fresh
            .view(
                () -> {
                  throw new AssertionError("made already");
                })
            .values();
    assertThat(shared).isNotEmpty();
    fresh.close();
    assertThat(shared.values())
        .allSatisfy(t -> assertThatThrownBy(t::toHost).hasMessageContaining("closed"));
    assertThatThrownBy(() -> answer(fresh, points(1)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("closed");
  }

  /** A second prompt on a frame that was left makes again what was forgotten. */
  @Test
  void aCineKeepsWhatIsSharedOfOneFrame() {
    FrameSource frames =
        FrameSource.of(List.of(NanoModel.image(0), NanoModel.image(1), NanoModel.image(2)));
    try (EmbeddingCache cache = new EmbeddingCache(stations, frames, preprocessor, 3)) {
      EncodedImage first = prompted(cache, 0);
      assertThat(first.bytesOfView()).isPositive();
      EncodedImage second = prompted(cache, 1);
      assertThat(first.bytesOfView()).isZero();
      assertThat(second.bytesOfView()).isPositive();
      assertThat(prompted(cache, 0)).isSameAs(first);
      assertThat(first.bytesOfView()).isPositive();
      assertThat(second.bytesOfView()).isZero();
    }
  }

  private EncodedImage prompted(EmbeddingCache cache, int frame) {
    try (EmbeddingCache.Lease lease = cache.lend(frame)) {
      answer(lease.image(), points(1));
      return lease.image();
    }
  }

  private Decoded answer(EncodedImage on, PointTokens points) {
    return stations.decode(on, null, points, DecoderExtension.NONE.call(), null);
  }

  private static PointTokens points(int count) {
    Prompt[] points = new Prompt[count];
    for (int i = 0; i < count; i++) {
      points[i] = PointPrompt.positive(20 + 3 * i, 30);
    }
    Prompts prompts = Prompts.of(points[0]);
    for (int i = 1; i < count; i++) {
      prompts = prompts.and(points[i]);
    }
    return points(List.of(prompts));
  }

  private static PointTokens points(List<Prompts> prompts) {
    return PointTokens.of(prompts, 90, 70, Networks.nano().imageSize());
  }

  private static HostTensor mask() {
    int side = Networks.nano().maskSize();
    float[] logits = new float[side * side];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.hypot(i % side - 12.0, i / side - 9.0) < 6 ? 8 : -8;
    }
    return HostTensor.of(logits, 1, 1, side, side);
  }
}
