// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The original's instances of a phrase through frames, to the pixel, on every engine. */
abstract class ConceptVideoParity {
  private static final int WIDTH = 144;
  private static final int HEIGHT = 120;

  /** As the golden run was made: doubtful detections of weights that know nothing. */
  private static final ConceptRules RULES =
      ConceptRules.DEFAULT
          .detected(0.3)
          .duplicate(0.9)
          .begins(0.31)
          .known(0.5)
          .renewedEvery(2)
          .delay(0).selective(false)
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

  private static void compare(Golden golden, ConceptWalk.Frame f) {
    String name = "video.f" + f.index() + ".";
    for (TrackedInstance t : new ShownInstances(WIDTH, HEIGHT, true).of(f.found())) {
    System.out.println(f.index() + " " + t);
      Mask m = t.mask();
      long[] ids = new long[golden.get(name + "ids").longs().remaining()];
      golden.get(name + "ids").longs().get(ids);
      for (int k = 0; k < ids.length; k++) if (ids[k] == t.number()) {
        byte[] all = golden.bytes(name + "masks");
        int diff = 0;
        for (int i = 0; i < 120 * 144; i++) {
          diff += (all[k * 120 * 144 + i] != 0) != m.contains(i % 144, i / 144) ? 1 : 0;
        }
        System.out.println("  " + t.number() + " diff " + diff + " score " + t.score() + " / " + golden.floats(name + "scores")[k]);
      }
    }
  }
}
