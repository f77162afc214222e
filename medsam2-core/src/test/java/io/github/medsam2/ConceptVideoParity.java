// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Heading;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.concept.ConceptNets;
import io.github.medsam2.runtime.Parts;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.runtime.concept.ConceptStations;
import io.github.medsam2.session.concept.ConceptWalk;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.Sam3Images;
import io.github.medsam2.testing.Sam3Weights;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The original's instances of a phrase through frames, to the pixel, on every engine. */
abstract class ConceptVideoParity {
  private static final int WIDTH = 144;
  private static final int HEIGHT = 120;

  /** Of 17280: where a logit is next to 0. */
  private static final int MOST = 4;

  /** As the golden run was made: doubtful detections of weights that know nothing. */
  private static final ConceptRules RULES =
      ConceptRules.DEFAULT
          .detected(0.3)
          .duplicate(0.9)
          .begins(0.31)
          .known(0.5)
          .renewedEvery(2)
          .delay(0)
          .nonOverlapping(true);

  abstract String engine();

  @Test
  void instancesKeepTheirNumbersAndPixels() {
    Golden golden = Golden.shared("sam3/nano_pcs_video");
    FrameSource frames =
        FrameSource.of(IntStream.range(0, 5).mapToObj(t -> Sam3Images.rgb(golden, t)).toList());
    try (Checkpoint weights = ConceptNets.nano();
        Stations s =
            new Stations(
                Engines.open(engine(), EngineOptions.DEFAULT.withThreads(1)),
                weights,
                Sam3Weights.nanoConfig(weights))) {
      int[] ids = ConceptNets.unpadded(golden.get("ids").longs());
      ConceptWalk walk =
          new ConceptWalk(
              new ConceptStations(s, ConceptNets.NANO.config()),
              frames,
              new ConceptWalk.Question(ids, List.of(), RULES),
              List.of(new ConceptWalk.Pass(Heading.FORWARD, 0, 4)),
              () -> false,
              Parts.ALL);
      walk.forEachRemaining(f -> compare(golden, f));
      assertThat(walk.done()).isEqualTo(5);
    }
  }

  /**
   * Frames without instances are compared too; an instance none of whose pixels is shown is left
   * out.
   */
  private static void compare(Golden golden, ConceptWalk.Frame f) {
    String name = "video.f" + f.index() + ".";
    Map<Long, Mask> expected = new TreeMap<>();
    Map<Long, Float> scores = new TreeMap<>();
    byte[] masks = golden.bytes(name + "masks");
    LongBuffer numbers = golden.get(name + "ids").longs();
    for (int i = 0; numbers.hasRemaining(); i++) {
      byte[] pixels = Arrays.copyOfRange(masks, i * WIDTH * HEIGHT, (i + 1) * WIDTH * HEIGHT);
      long number = numbers.get();
      if (!Mask.of(WIDTH, HEIGHT, pixels).isEmpty()) {
        expected.put(number, Mask.of(WIDTH, HEIGHT, pixels));
        scores.put(number, golden.floats(name + "scores")[i]);
      }
    }
    List<TrackedInstance> seen = new ShownInstances(WIDTH, HEIGHT, true).of(f.found());
    assertThat(seen)
        .extracting(t -> (long) t.number())
        .containsExactlyElementsOf(expected.keySet());
    for (TrackedInstance t : seen) {
      assertThat(t.score()).isCloseTo(scores.get((long) t.number()), within(5e-6f));
      assertThat(differing(t.mask(), requireNonNull(expected.get((long) t.number()))))
          .as("pixels of instance %d on frame %d", t.number(), f.index())
          .isLessThanOrEqualTo(MOST);
    }
  }

  private static int differing(Mask a, Mask b) {
    int n = 0;
    for (int i = 0; i < WIDTH * HEIGHT; i++) {
      n += a.contains(i % WIDTH, i / WIDTH) == b.contains(i % WIDTH, i / WIDTH) ? 0 : 1;
    }
    return n;
  }
}
