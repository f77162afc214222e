// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.MedSam2;
import io.github.medsam2.VideoSession;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Judges tracking: exact boxes on the first frame that shows an object, then all frames. */
final class ClipEvaluation {

  private ClipEvaluation() {}

  /** The mean Dice over the frames of each object seen on that first frame. */
  static List<Double> dice(MedSam2 model, Sample clip) {
    int from = 0;
    while (seen(clip, from).isEmpty()) {
      from++;
    }
    Map<String, SampleObject> objects = seen(clip, from);
    Map<String, Double> sums = new LinkedHashMap<>();
    int last = clip.frames().size() - 1;
    try (VideoSession session = model.session(FrameSource.of(clip.frames()))) {
      for (Map.Entry<String, SampleObject> o : objects.entrySet()) {
        BoxPrompt box = BoxPrompt.around(o.getValue().masks().get(from));
        session.object(o.getKey()).on(from).prompt(Prompts.of(box));
      }
      for (FrameResult frame : session.propagate(Direction.FORWARD).range(from, last)) {
        objects.forEach(
            (name, o) -> {
              Mask truth = o.masks().get(frame.index());
              sums.merge(name, MaskScores.overlap(frame.mask(name), truth).dice(), Double::sum);
            });
      }
    }
    int frames = last - from + 1;
    return sums.values().stream().map(sum -> sum / frames).toList();
  }

  private static Map<String, SampleObject> seen(Sample clip, int frame) {
    Map<String, SampleObject> seen = new LinkedHashMap<>();
    for (SampleObject o : clip.objects()) {
      if (!o.masks().get(frame).isEmpty()) {
        seen.put("object " + seen.size(), o);
      }
    }
    return seen;
  }
}
