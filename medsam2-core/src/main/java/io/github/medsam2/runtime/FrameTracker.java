// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.image.Heading;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.image.resample.AntialiasedBilinear;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.ExtensionCall;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.tensor.HostTensor;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One object on one frame: prompted, given, corrected or tracked. Holds no state; thread-safe.
 *
 * @param stations the network
 * @param rules what the network goes by
 * @param maxConditioning conditioning frames seen at once; 0 for as many as the rules say
 * @param selective whether frames that were tracked badly are passed over in memory
 * @param width columns of the frames
 * @param height rows of the frames
 * @param frames length of the cine; of one that is not known, anything from 16 on is the same
 * @param cleanup what is mended in the logits found
 */
public record FrameTracker(
    Stations stations,
    TrackerRules rules,
    int maxConditioning,
    boolean selective,
    int width,
    int height,
    int frames,
    MaskCleanup cleanup) {
  private static final float CLAMP = 32;

  /** The logit of presence of a mask that is given. */
  private static final float SURE = 10;

  /** The logit of filled holes, as in the original's video predictor. */
  private static final float FILLED = 0.1f;

  /**
   * Answers points, a box and words on a frame.
   *
   * @param frame index
   * @param image its features
   * @param prompts all points, the box and the words on this frame so far
   * @param before what was found on this frame before, which is refined; or none
   * @param memory the object's bank; attended to when the frame was tracked before, if the rules
   *     say so
   * @param tracked the way it was tracked; none on a frame not tracked yet
   * @param lasting what was said on other frames and still holds; the prompts go first
   */
  public FrameOutput prompt(
      int frame,
      EncodedImage image,
      Prompts prompts,
      @Nullable FrameOutput before,
      ObjectMemory memory,
      @Nullable Heading tracked,
      @Nullable Description lasting) {
    PointTokens points =
        PointTokens.count(prompts) == 0
            ? null
            : PointTokens.of(List.of(prompts), width, height, stations.config().imageSize());
    ExtensionCall words = said(prompts.description().stream().toList(), lasting);
    HostTensor mask = before == null ? null : refined(before.logits());
    boolean ambiguous = MaskChoice.isAmbiguous(prompts);
    if (tracked == null || !rules.correctsFromMemory()) {
      Decoded d = stations.decode(image, null, points, words, mask);
      return remembered(image, cleaned(output(frame, d, ambiguous)), true);
    }
    try (FrameView view = stations.look(image);
        EngineTensor tokens = stations.condition(view, recall(memory, frame, tracked))) {
      Decoded d = stations.decode(image, tokens, points, words, mask);
      return remembered(image, cleaned(output(frame, d, ambiguous)), true);
    }
  }

  /** Takes a mask as the answer on a frame. */
  public FrameOutput given(
      int frame, EncodedImage image, Mask mask, @Nullable Description lasting) {
    ModelConfig c = stations.config();
    int side = c.memoryMaskSize();
    float[] large = rules.forPointer(mask, side);
    float[] low = rules.logits(mask, large, side, c.maskSize());
    return remembered(image, cleaned(answer(frame, image, large, low, lasting)), true);
  }

  /**
   * Takes a mask of the size that memories are made of as the answer on a frame, by the way of the
   * frame's own size, and does not remember it yet.
   *
   * @param logits side by side of {@link ModelConfig#memoryMaskSize}
   * @param elsewhere pixels of the frame that belong to others
   */
  public FrameOutput given(int frame, EncodedImage image, float[] logits, BitSet elsewhere) {
    ModelConfig c = stations.config();
    int side = c.memoryMaskSize();
    Mask large = Mask.fromThreshold(side, side, FloatBuffer.wrap(logits), 0);
    float[] shown = shown(large);
    for (int i = 0; i < shown.length; i++) {
      shown[i] = shown[i] > 0.5f && !elsewhere.get(i) ? 1 : 0;
    }
    Mask small = Mask.fromThreshold(width, height, FloatBuffer.wrap(shown), 0.5f);
    float[] forPointer = rules.forPointer(large, side);
    float[] low = rules.logits(small, forPointer, side, c.maskSize());
    return answer(frame, image, forPointer, low, null);
  }

  /** A mask at the frame's own size, with a soft edge. */
  public float[] shown(Mask mask) {
    return AntialiasedBilinear.resize(mask.toFloats(), mask.width(), mask.height(), width, height);
  }

  private FrameOutput answer(
      int frame, EncodedImage image, float[] large, float[] low, @Nullable Description lasting) {
    int side = stations.config().memoryMaskSize();
    boolean any = isAny(large);
    float[] pointer = stations.noObjectPointer();
    MaskReading reading = null;
    if (any) {
      ExtensionCall words = said(List.of(), lasting);
      Stations.GivenMask g = stations.point(image, HostTensor.of(large, 1, 1, side, side), words);
      pointer = g.objectScore() > 0 ? g.pointer() : pointer;
      reading = g.reading();
    }
    return new FrameOutput(frame, low, pointer, null, 1, any ? SURE : -SURE, reading, 0);
  }

  private ExtensionCall said(List<Description> here, @Nullable Description lasting) {
    return stations.config().extension().call(here, lasting);
  }

  private static boolean isAny(float[] values) {
    for (float v : values) {
      if (v > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Finds the object on a frame from what is remembered of it.
   *
   * @param view the frame, shared by all objects
   * @param heading the way the walk goes
   * @param last whether nothing will be tracked after it: then it is not remembered
   * @param lasting what was said on other frames and still holds
   */
  public FrameOutput track(
      int frame,
      EncodedImage image,
      FrameView view,
      ObjectMemory memory,
      Heading heading,
      boolean last,
      @Nullable Description lasting) {
    try (EngineTensor tokens = stations.condition(view, recall(memory, frame, heading))) {
      Decoded d =
          stations.decode(image, tokens, PointTokens.none(), said(List.of(), lasting), null);
      FrameOutput o = output(frame, d, true);
      return cleaned(last ? o : remembered(image, o, false));
    }
  }

  private MemoryView recall(ObjectMemory memory, int frame, Heading heading) {
    int most = rules.conditioning(maxConditioning);
    return new Recall(stations.config(), most, frames, selective).view(memory, frame, heading);
  }

  private FrameOutput output(int frame, Decoded d, boolean ambiguous) {
    boolean oneMask = stations.config().decoder().departures().oneMask();
    MaskChoice choice = ambiguous ? MaskChoice.ambiguous(d, 0) : MaskChoice.single(d, 0, oneMask);
    float score = d.objectScore(0);
    float[] logits = d.logits(0, choice.mask());
    float[] pointer = d.pointer(0, choice.pointer());
    if (score <= 0) {
      Arrays.fill(logits, FrameOutput.ABSENT);
      pointer = stations.noObjectPointer();
    }
    MaskReading reading = d.reading(0, choice.mask());
    return new FrameOutput(
        frame, logits, pointer, null, d.iou(0)[choice.mask()], score, reading, 0);
  }

  /** After a tracked frame was remembered, but before a prompted one is, as in the original. */
  private FrameOutput cleaned(FrameOutput o) {
    int side = stations.config().maskSize();
    return o.withLogits(cleanup.apply(o.logits(), side, side, FILLED));
  }

  /**
   * Makes the memory of a prompted frame anew, where other objects take pixels from this one.
   *
   * @param logits of the model's input size, the pixels of others at most -10
   */
  public FrameOutput rememberedAs(EncodedImage image, FrameOutput o, float[] logits) {
    return rememberedAs(image, o, logits, stations.config().imageSize(), o.isPresent(), true);
  }

  /**
   * Makes the memory of a tracked frame of other logits than were found.
   *
   * @param logits of the size that memories are made of; where none is above 0 the object is
   *     remembered as not there
   */
  public FrameOutput trackedAs(EncodedImage image, FrameOutput o, float[] logits) {
    int side = stations.config().memoryMaskSize();
    return rememberedAs(image, o, logits, side, isAny(logits), false);
  }

  private FrameOutput rememberedAs(
      EncodedImage image, FrameOutput o, float[] logits, int side, boolean present, boolean sure) {
    HostTensor mask = HostTensor.of(logits, 1, 1, side, side);
    HostTensor map = stations.remember(image, mask, new boolean[] {!present}, sure);
    return o.with(Bfloat16.of(map.toFloatArray()));
  }

  private HostTensor refined(float[] logits) {
    float[] clamped = new float[logits.length];
    for (int i = 0; i < clamped.length; i++) {
      clamped[i] = Math.max(-CLAMP, Math.min(CLAMP, logits[i]));
    }
    int side = stations.config().maskSize();
    return HostTensor.of(clamped, 1, 1, side, side);
  }

  private FrameOutput remembered(EncodedImage image, FrameOutput o, boolean sure) {
    return rememberedAs(image, o, o.logits(), stations.config().maskSize(), o.isPresent(), sure);
  }
}
