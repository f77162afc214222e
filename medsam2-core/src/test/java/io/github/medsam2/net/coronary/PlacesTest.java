// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.coronary;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.reference.ReferenceEngine;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.tracker.ClickedCells;
import io.github.medsam2.ops.Program.Port;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.LambdaProgram;
import io.github.medsam2.testing.RuleWeights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Maps of segments are what cells are told, as logits between those of masks given. */
class PlacesTest {
  private static final int SIDE = 6;
  private static final int CELLS = SIDE * SIDE;
  private static final int WIDTH = 8;
  private static final String MODULE = CoronaryConfig.PLACES;
  private static final long[] SEGMENTS = {5, 28};
  private static final int PIXELS = 16 * CELLS;

  private static final LambdaProgram ALL =
      new LambdaProgram(
          "places",
          List.of(
              Port.floats("tokens", 1, CELLS, WIDTH),
              CoronarySlots.SEGMENTS.longs(2, 1),
              Port.floats("positions", 3, 3, 2),
              Port.longs("kinds", 3, 3)),
          List.of("logits", "named", "clicked"),
          (ops, in) -> {
            Places<Object> places = new Places<>(Layers.root(ops).at(MODULE), SIDE, WIDTH);
            Object tokens = requireNonNull(in.get("tokens"));
            Object clicks =
                new ClickedCells<>(Layers.root(ops), SIDE)
                    .of(requireNonNull(in.get("positions")), requireNonNull(in.get("kinds")));
            return Map.of(
                "logits",
                places.logits(tokens),
                "named",
                places.named(tokens, requireNonNull(in.get(CoronarySlots.SEGMENTS.name()))),
                "clicked",
                places.clicked(tokens, clicks));
          });

  private static Map<String, HostTensor> answers;

  /** Clicks of three objects: one on the second cell; between two cells; only a negative one. */
  @BeforeAll
  static void run() {
    KeyTable keys = new KeyTable();
    Places.keys(keys, MODULE, WIDTH);
    float[] tokens = new float[CELLS * WIDTH];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = (i * 37 % 101 - 50) / 10f;
    }
    float half = 0.5f / SIDE;
    float[] positions = {
      3 * half, half, 5 * half, 5 * half, 0, 0, // the second cell, and what is not meant
      2 * half, half, 0, 0, 0, 0, // between the first two
      half, half, 0, 0, 0, 0
    };
    long[] kinds = {2, 1, 0, 2, 0, 0, 1, 0, 0};
    Map<String, HostTensor> in =
        Map.of(
            "tokens",
            HostTensor.of(tokens, 1, CELLS, WIDTH),
            CoronarySlots.SEGMENTS.name(),
            HostTensor.of(SEGMENTS, 2, 1),
            "positions",
            HostTensor.of(positions, 3, 3, 2),
            "kinds",
            HostTensor.of(kinds, 3, 3));
    answers = new HashMap<>();
    Map<String, EngineTensor> up = new HashMap<>();
    try (ReferenceEngine engine = new ReferenceEngine()) {
      in.forEach((name, value) -> up.put(name, engine.upload(value)));
      engine
          .prepare(ALL, new RuleWeights(keys.shapes(), 1))
          .run(up)
          .forEach((name, value) -> answers.put(name, value.toHost()));
    }
  }

  private static float[] answer(String name) {
    return requireNonNull(answers.get(name)).toFloatArray();
  }

  /** What a cell is told, softmax by hand. */
  private static double[] told(int cell) {
    float[] logits = answer("logits");
    double[] p = new double[Places.CLASSES];
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      p[i] = Math.exp(logits[cell * p.length + i]);
      sum += p[i];
    }
    for (int i = 0; i < p.length; i++) {
      p[i] /= sum;
    }
    return p;
  }

  /** A logit as far from the line as a probability is, no more than 10. */
  private static double logit(double probability, double line) {
    return Math.min(10, 10 / line * probability - 10);
  }

  @Test
  void aNamedSegmentGetsItsOwnMap() {
    float[] maps = answer("named");
    assertThat(maps).hasSize(2 * PIXELS);
    for (int i = 0; i < SEGMENTS.length; i++) {
      // no neighbour mixes into the outermost pixel of a corner
      double corner = logit(told(0)[(int) SEGMENTS[i]], 0.25);
      assertThat((double) maps[i * PIXELS]).isCloseTo(corner, within(1e-3));
    }
    for (float value : maps) {
      assertThat(value).isBetween(-10f, 10f);
    }
  }

  @Test
  void aClickGetsTheMapOfWhatLiesUnderIt() {
    assertThat((double) answer("clicked")[0]).isCloseTo(clicked(told(1)), within(1e-3));
    double[] both = told(0);
    for (int i = 0; i < both.length; i++) {
      both[i] = (both[i] + told(1)[i]) / 2;
    }
    assertThat((double) answer("clicked")[PIXELS]).isCloseTo(clicked(both), within(1e-3));
  }

  /** The first cell in the map of what was clicked. */
  private static double clicked(double[] under) {
    double squares = 0;
    double map = 0;
    double known = 0;
    for (int i = 0; i < CoronaryConfig.SEGMENTS; i++) {
      squares += under[i] * under[i];
      map += under[i] * under[i] * told(0)[i];
      known += under[i];
    }
    return logit(map / squares, 0.15) * Math.min(1, known / 0.2);
  }

  @Test
  void nothingIsSaidWhereNothingIsMeant() {
    float[] maps = answer("clicked");
    for (int i = 2 * PIXELS; i < 3 * PIXELS; i++) {
      assertThat(maps[i]).isCloseTo(0, within(1e-5f));
    }
  }
}
