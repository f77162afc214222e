// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.Patterns;
import io.github.medsam2.image.resample.Bilinear;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.Presets;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.testing.RuleCheckpoint;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * The published network against numbers of the original implementation, PyTorch 2.13 in float32 on
 * a CPU, through the front door. Weights follow from their keys; images are a pattern.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConformanceTest {
  private static final double SCORE = 1e-4;
  private static final double LOGIT = 2e-4;

  /** Pixels whose logit is as good as 0 fall on either side. */
  private static final int PIXELS = 2;

  private final Weights weights = RuleCheckpoint.of(Presets.sam21Tiny());
  private final MedSam2 model =
      MedSam2.of(weights, ModelOptions.defaults().engine("onnx").threads(1));

  @AfterAll
  void close() {
    model.close();
  }

  /** What the original printed: mean, root mean square, and the values at n times SAMPLES. */
  private record Line(double mean, double rms, double... samples) {
    private static final int[][] SAMPLES = {{0, 1}, {1, 7}, {1, 3}, {1, 2}, {2, 3}};

    void check(String what, float[] values, double tolerance) {
      double sum = 0;
      double squares = 0;
      for (float v : values) {
        sum += v;
        squares += (double) v * v;
      }
      int n = values.length;
      assertThat(sum / n).as("mean of " + what).isCloseTo(mean, within(tolerance));
      assertThat(Math.sqrt(squares / n)).as("rms of " + what).isCloseTo(rms, within(tolerance));
      for (int i = 0; i < samples.length; i++) {
        int at = i < SAMPLES.length ? (int) ((long) n * SAMPLES[i][0] / SAMPLES[i][1]) : n - 1;
        assertThat((double) values[at])
            .as(what + " at " + at)
            .isCloseTo(samples[i], within(tolerance));
      }
    }

    /** Within 2e-5 of the rms; six printed digits round by 5e-6 at most. */
    void checkFeatures(String what, float[] values) {
      check(what, values, 2e-5 * rms + 5e-6);
    }
  }

  /** A frame as the video predictor sees it, which resizes by other rules than the image's. */
  @Test
  void aFrameAndABox() {
    Image slice = Image.gray8(80, 64, Patterns.slice(80, 64, 2));
    try (ImageEmbedding frame = model.embed(slice.resizeBicubic(512, 512))) {
      EncodedImage f = frame.features(model.stations());
      new Line(0.163169, 1.71918, -0.439824, 2.75618, -1.43486, -0.77256, 0.872546, -1.51247)
          .checkFeatures("F0", f.get(Slots.QUARTER).toHost().toFloatArray());
      new Line(0.0157598, 1.88415, -0.656789, 2.67923, -2.88069, -0.771154, 0.76759, 0.640411)
          .checkFeatures("F1", f.get(Slots.HALF).toHost().toFloatArray());
      new Line(0.0350677, 3.45199, 0.742998, 0.872623, 2.37584, 3.47581, -3.22868, -0.272879)
          .checkFeatures("F2", channelsFirst(f.tokens(), new float[256]));
      Segmentation box = model.prompt(frame).box(64, 96, 384, 400).predict();
      assertThat(box.iou()).isCloseTo(0.659818f, within((float) SCORE));
      assertThat(box.objectScore()).isCloseTo(0.716482f, within((float) SCORE));
      new Line(-5.22719, 6.15901, -4.62438, 0.194888, -3.68052, -2.32034, -5.37891, -1.21421)
          .check("logits", box.lowResLogits(), LOGIT);
      float[] shown = Bilinear.resize(box.lowResLogits(), 128, 128, 80, 64);
      assertArea(Mask.fromThreshold(80, 64, FloatBuffer.wrap(shown), 0).area(), 77);
    }
  }

  @Test
  void anImageAndManyPrompts() {
    try (ImageEmbedding image = model.embed(colours())) {
      float[] noMemory = weights.get("no_mem_embed").value().toFloatArray();
      new Line(-0.003917, 3.36544, 1.12281, 0.0903392, 1.54688, 2.7268, -3.4174, 0.638193)
          .checkFeatures(
              "embedding", channelsFirst(image.features(model.stations()).tokens(), noMemory));
      PromptRequest point = model.prompt(image).point(33, 27);
      List<Segmentation> readings = point.predictReadings();
      assertAnswer(readings.get(0), 0.646289, 214);
      assertAnswer(readings.get(1), 0.509101, 3541);
      assertAnswer(readings.get(2), 0.506052, 2697);
      assertAnswer(model.prompt(image).box(10, 12, 60, 50).predict(), 0.622982, 273);
      PromptRequest two = point.notPoint(5, 50).refine(readings.get(0));
      assertAnswer(two.predict(), 0.649628, 187);
      assertAnswer(model.prompt(image).refine(readings.get(0)).predict(), 0.635937, 240);
    }
  }

  /** Slices 2, 1 and 3 of the pattern as red, green and blue. */
  private static Image colours() {
    byte[] pixels = new byte[3 * 80 * 64];
    int[] slices = {2, 1, 3};
    for (int c = 0; c < 3; c++) {
      byte[] plane = Patterns.slice(80, 64, slices[c]);
      for (int i = 0; i < plane.length; i++) {
        pixels[3 * i + c] = plane[i];
      }
    }
    return Image.rgb8(80, 64, pixels);
  }

  /** Tokens (1, h * w, C) as (C, h, w), something added to each channel. */
  private static float[] channelsFirst(EngineTensor tokens, float[] add) {
    float[] values = tokens.toHost().toFloatArray();
    int channels = add.length;
    int count = values.length / channels;
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      int c = i / count;
      out[i] = values[i % count * channels + c] + add[c];
    }
    return out;
  }

  private static void assertAnswer(Segmentation answer, double iou, int area) {
    assertThat((double) answer.iou()).isCloseTo(iou, within(SCORE));
    assertArea(answer.mask().area(), area);
  }

  private static void assertArea(int found, int expected) {
    assertThat(found).as("pixels").isBetween(expected - PIXELS, expected + PIXELS);
  }
}
