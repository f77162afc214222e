// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.concept;

import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.image.Heading;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.FrameOutput;
import io.github.medsam2.runtime.FrameTracker;
import io.github.medsam2.runtime.FrameView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one frame makes of what is followed: the order of steps is the original's. Holds no state.
 *
 * @param tracker one instance on one frame; masks are mended here, not there
 * @param rules of finding and following
 */
record ConceptTracker(FrameTracker tracker, ConceptRules rules) {
  /** The logit of a mask that is blanked. */
  private static final float BLANK = -10;

  /** The logit of presence of a mask that is detected. */
  private static final float SURE = 10;

  private static final float[] NOT_KEPT = {};

  /**
   * A frame of a walk.
   *
   * @param index of it
   * @param heading of the walk
   * @param last whether nothing will be tracked after it
   */
  record At(int index, Heading heading, boolean last) {}

  /**
   * A frame that was walked.
   *
   * @param after all that is known
   * @param found what is on it, also of what was taken back there
   */
  record Step(ConceptState after, List<Found> found) {}

  /**
   * One step. On a frame where instances began their masks are taken as found, and remembered as
   * those of tracked ones are.
   */
  Step step(ConceptState before, At at, EncodedImage image, List<Detection> detections) {
    List<FrameOutput> outputs = tracked(before.masklets(), at, image);
    Specks specks = new Specks(rules.speck(), side());
    List<float[]> logits = new ArrayList<>();
    outputs.forEach(o -> logits.add(specks.mended(o.logits())));
    List<Cells> cells = logits.stream().map(Cells::of).toList();
    Association matched = Association.of(detections, cells, rules);
    HotStart hotStart = new HotStart(rules, at.heading());
    List<Masklet> masklets = hotStart.counted(before.masklets(), matched);
    Set<Integer> removed = hotStart.removed(masklets, at.index());
    BitSet blanked = new Occlusion(rules.same(), at.heading()).blanked(before.masklets(), cells);
    for (int m = 0; m < masklets.size(); m++) {
      if (blanked.get(m)) {
        Arrays.fill(logits.get(m), BLANK);
      }
      if (blanked.get(m) || cells.get(m).isEmpty()) {
        masklets.set(m, masklets.get(m).hiddenOn(at.index()));
      }
    }
    Map<Integer, Detection> renewed = renewed(matched, outputs, detections, at.index());
    List<Found> found = new ArrayList<>();
    for (int m = 0; m < masklets.size(); m++) {
      Detection by = renewed.get(m);
      found.add(found(masklets.get(m), outputs.get(m), by == null ? logits.get(m) : by.logits()));
    }
    remember(masklets, at, image, outputs, logits, renewed);
    List<Detection> fresh = matched.fresh().stream().map(detections::get).toList();
    List<Masklet> begun = new Birth(tracker, side()).of(fresh, before.next(), at.index(), image);
    for (int i = 0; i < begun.size(); i++) {
      float score = fresh.get(i).score();
      float[] mask = specks.mended(fresh.get(i).logits());
      found.add(new Found(begun.get(i).number(), score, at.index(), mask, score, SURE, 1));
    }
    masklets.addAll(begun);
    int next = before.next() + begun.size();
    return new Step(new ConceptState(masklets, next, before.removed()).without(removed), found);
  }

  private int side() {
    return tracker.stations().config().maskSize();
  }

  private List<FrameOutput> tracked(List<Masklet> masklets, At at, EncodedImage image) {
    if (masklets.isEmpty()) {
      return List.of();
    }
    List<FrameOutput> outputs = new ArrayList<>();
    try (FrameView view = tracker.stations().look(image)) {
      for (Masklet m : masklets) {
        FrameOutput begun = m.memory().conditioning().get(at.index());
        // Not remembered yet: other instances have a say in it.
        outputs.add(
            begun != null
                ? begun
                : tracker.track(at.index(), image, view, m.memory(), at.heading(), true, null));
      }
    }
    return outputs;
  }

  /** The instances that a detection is surely of, by their places. */
  private Map<Integer, Detection> renewed(
      Association matched, List<FrameOutput> outputs, List<Detection> detections, int frame) {
    Map<Integer, Detection> renewed = new HashMap<>();
    if (rules.renewedEvery() > 0 && frame % rules.renewedEvery() == 0) {
      matched
          .sure()
          .forEach(
              (m, d) -> {
                if (outputs.get(m).objectScore() > rules.sure()) {
                  renewed.put(m, detections.get(d));
                }
              });
    }
    return renewed;
  }

  private static Found found(Masklet m, FrameOutput o, float[] logits) {
    float presence = (float) (1 / (1 + Math.exp(-o.objectScore())));
    return new Found(m.number(), m.score(), m.since(), logits, presence, o.objectScore(), o.iou());
  }

  /** The memory of every instance is of its mask as it is beside the others'. */
  private void remember(
      List<Masklet> masklets,
      At at,
      EncodedImage image,
      List<FrameOutput> outputs,
      List<float[]> logits,
      Map<Integer, Detection> renewed) {
    if (at.last()) {
      return;
    }
    BitSet shrunk =
        new Shrinkage(rules.shrunk()).of(masklets.size(), m -> Birth.large(tracker, logits.get(m)));
    for (int m = 0; m < masklets.size(); m++) {
      float[] large = Birth.large(tracker, logits.get(m));
      if (shrunk.get(m)) {
        for (int i = 0; i < large.length; i++) {
          large[i] = Math.min(large[i], BLANK);
        }
      }
      FrameOutput o = tracker.trackedAs(image, outputs.get(m), large).withLogits(NOT_KEPT);
      Masklet masklet = masklets.get(m);
      Detection by = renewed.get(m);
      masklets.set(m, by == null ? masklet.seen(o, at.heading()) : renewed(masklet, o, by, image));
    }
  }

  /** The pointer is that of the detection's mask, the memory map that of the tracked one's. */
  private Masklet renewed(Masklet m, FrameOutput tracked, Detection by, EncodedImage image) {
    FrameOutput given =
        tracker.given(tracked.frame(), image, Birth.large(tracker, by.logits()), new BitSet());
    FrameOutput both = given.with(tracked.memory()).withLogits(NOT_KEPT);
    return m.remembering(m.memory().conditionedOn(both));
  }
}
