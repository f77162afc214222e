// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.net.ConceptLevels;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.trunk.TwoNecked;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.Sam3Images;
import io.github.medsam2.testing.Sam3Weights;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every engine must reproduce of SAM 3's numbers for clicks, station by station. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Sam3Parity {
  private static final double FEATURES = 2e-5;
  private static final double LOGITS = 1e-4;
  private static final double SCORES = 2e-5;
  private static final int WIDTH = 144;
  private static final int HEIGHT = 120;
  private static final Prompts BOX = Prompts.of(new BoxPrompt(30, 24, 100, 90));
  private static final Prompts CLICK = Prompts.of(PointPrompt.positive(66, 58));

  private @Nullable Stations nano;
  private @Nullable EncodedImage image;

  abstract Engine open(EngineOptions options);

  private Stations nano() {
    Stations s = nano;
    if (s == null) {
      Checkpoint weights = Sam3Weights.nano();
      s =
          new Stations(
              open(EngineOptions.DEFAULT.withThreads(1)), weights, Sam3Weights.nanoConfig(weights));
      nano = s;
    }
    return s;
  }

  @AfterAll
  void close() {
    if (image != null) {
      image.close();
    }
    if (nano != null) {
      nano.close();
    }
  }

  @Test
  void trunkAndNecks() {
    Golden golden = Golden.shared("sam3/nano_features");
    Stations s = nano();
    ModelConfig c = s.config();
    HostTensor input = c.trunk().forImages(c.imageSize()).prepare(Sam3Images.rgb(golden, 2));
    golden.assertClose("input", input.toFloatArray(), 1e-6, false);
    List<Program> parts = new Sam2(c).encodeParts();
    Map<Slot, EngineTensor> map = Map.of();
    for (int i = 0; i < parts.size(); i++) {
      Map<Slot, HostTensor> host = i == 0 ? Map.of(Slots.IMAGE, Sam3Images.batch(input)) : Map.of();
      map = s.programs().run(parts.get(i), host, map);
      String name = i == 0 ? "trunk.ln_pre" : "trunk.block" + (i - 1);
      float[] actual = Objects.requireNonNull(map.get(Slots.MAP)).toHost().toFloatArray();
      golden.assertClose(name, actual, FEATURES, true);
    }
    Map<Slot, EngineTensor> levels =
        s.programs().run(new ConceptLevels(c, (TwoNecked) c.trunk()), Map.of(), map);
    for (int i = 0; i < 3; i++) {
      float[] level =
          Objects.requireNonNull(levels.get(Slots.LEVELS.get(i))).toHost().toFloatArray();
      golden.assertClose("neck.detector." + i, level, FEATURES, true);
    }
    try (EncodedImage image = s.encode(input)) {
      float[] tokens = GoldenInputs.channelsFirst(image.tokens().toHost());
      golden.assertClose("neck.tracker.2", tokens, FEATURES, true);
      golden.assertClose(
          "neck.tracker.s1", image.get(Slots.HALF).toHost().toFloatArray(), FEATURES, true);
      golden.assertClose(
          "neck.tracker.s0", image.get(Slots.QUARTER).toHost().toFloatArray(), FEATURES, true);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "box,single",
    "box_multi,multi",
    "click,multi",
    "click_single,single",
    "box_click,single",
    "clicks_mask,single",
    "mask_only,single"
  })
  void prompts(String name, String answer) {
    Golden golden = Golden.shared("sam3/nano_pvs_image");
    Decoded d = decode(golden, name);
    boolean multi = answer.equals("multi");
    int[] masks = multi ? new int[] {1, 2, 3} : new int[] {MaskChoice.single(d, 0, false).mask()};
    assertMasks(golden, "pvs." + name, d, masks);
    float[] score = {d.objectScore(0)};
    golden.assertClose("pvs." + name + ".object_score", score, SCORES, false);
  }

  private Decoded decode(Golden golden, String name) {
    Prompts clicks = CLICK.and(PointPrompt.negative(20, 100));
    return switch (name) {
      case "box", "box_multi" -> decode(BOX, null);
      case "click", "click_single" -> decode(CLICK, null);
      case "box_click" -> decode(BOX.and(clicks), null);
      case "clicks_mask" -> decode(clicks, decode(CLICK, null).logits(0, 1));
      default -> decode(null, golden.floats("pvs.mask_only.dense_in"));
    };
  }

  private Decoded decode(@Nullable Prompts prompts, float @Nullable [] mask) {
    Stations s = nano();
    int side = s.config().maskSize();
    PointTokens points = prompts == null ? null : tokens(List.of(prompts));
    HostTensor dense = mask == null ? null : HostTensor.of(clamped(mask), 1, 1, side, side);
    return s.decode(image(), null, points, DecoderExtension.NONE.call(), dense);
  }

  private PointTokens tokens(List<Prompts> prompts) {
    return PointTokens.of(prompts, WIDTH, HEIGHT, nano().config().imageSize());
  }

  private static float[] clamped(float[] logits) {
    float[] out = logits.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(-32, Math.min(32, out[i]));
    }
    return out;
  }

  private static void assertMasks(Golden golden, String name, Decoded d, int... masks) {
    float[] low = new float[0];
    float[] iou = new float[masks.length];
    for (int i = 0; i < masks.length; i++) {
      float[] own = d.logits(0, masks[i]);
      low = Sam3Images.joined(low, clamped(own));
      iou[i] = d.iou(0)[masks[i]];
      assertPixels(golden, name + ".count", i, own);
      if (golden.has(name + ".filled_count")) {
        float[] filled = MaskCleanup.holes(256).apply(own, d.maskSize(), d.maskSize(), 10);
        assertPixels(golden, name + ".filled_count", i, filled);
      }
    }
    golden.assertClose(name + ".low", low, LOGITS, false);
    golden.assertClose(name + ".iou", iou, SCORES, false);
  }

  private static void assertPixels(Golden golden, String name, int index, float[] low) {
    int side = (int) Math.round(Math.sqrt(low.length));
    long count = GoldenInputs.above(GoldenInputs.resized(low, side, WIDTH, HEIGHT));
    assertThat(count).as(name).isCloseTo(golden.get(name).longs().get(index), within(2L));
  }

  @Test
  void boxesTogetherAreAnsweredAsAlone() {
    Golden golden = Golden.shared("sam3/nano_pvs_image");
    PointTokens both = tokens(List.of(BOX, Prompts.of(new BoxPrompt(80, 60, 140, 112))));
    Decoded d = nano().decode(image(), null, both, DecoderExtension.NONE.call(), null);
    float[] low =
        Sam3Images.joined(
            d.logits(0, MaskChoice.single(d, 0, false).mask()),
            d.logits(1, MaskChoice.single(d, 1, false).mask()));
    golden.assertClose("pvs.two_boxes.low", clamped(low), LOGITS, false);
  }

  private EncodedImage image() {
    EncodedImage known = image;
    if (known == null) {
      Golden golden = Golden.shared("sam3/nano_features");
      ModelConfig c = nano().config();
      HostTensor input = c.trunk().forImages(c.imageSize()).prepare(Sam3Images.rgb(golden, 2));
      known = nano().encode(input);
      image = known;
    }
    return known;
  }

  /** Windows of 4 on a grid of 11: what fills them up takes part in attention, its place too. */
  @Test
  void windowsThatTheGridDoesNotFill() {
    int side = 154;
    float[] pixels = new float[3 * side * side];
    for (int i = 0; i < pixels.length; i++) {
      int c = i / side / side;
      int y = i / side % side;
      pixels[i] = (c * 7 + y * 3 + i % side * 5) % 17 / 8.5f - 1;
    }
    try (Checkpoint weights = Sam3Weights.nano();
        Stations s =
            new Stations(
                open(EngineOptions.DEFAULT.withThreads(1)),
                weights,
                Sam3Weights.nanoConfig(weights).withImageSize(side))) {
      Map<Slot, EngineTensor> map = Map.of();
      Map<Slot, HostTensor> image = Map.of(Slots.IMAGE, HostTensor.of(pixels, 1, 3, side, side));
      for (Program part : new Sam2(s.config()).encodeParts()) {
        map = s.programs().run(part, map.isEmpty() ? image : Map.of(), map);
      }
      float[] last = Objects.requireNonNull(map.get(Slots.MAP)).toHost().toFloatArray();
      double[] original = {
        2.83808, 1.08214, -3.41585, -3.31125, -4.52276, 0.59471, 0.78263, -0.99515
      };
      for (int i = 0; i < original.length; i++) {
        assertThat((double) last[i * last.length / 8]).isCloseTo(original[i], within(1e-4));
      }
    }
  }
}
