// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Progress;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.session.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * An object followed through frames.
 *
 * @param prompted the frame on which it was shown, from 0
 * @param shown what was found there when it was shown
 * @param masks of every frame, empty where it was not looked for
 * @param iou what the model thinks of each mask; NaN where it was not looked for
 * @param presence the logit of the object being on each frame
 * @param suggested frames where a correction would pay most, most needed first
 * @param seconds it took
 */
public record Followed(
    int prompted,
    Segmentation shown,
    List<Mask> masks,
    List<Float> iou,
    List<Float> presence,
    List<Integer> suggested,
    double seconds) {
  private static final String OBJECT = "object";
  private static final int SUGGESTIONS = 3;

  /** Shows the object on one frame and follows it. */
  public static Followed of(
      OpenModel model,
      FrameSource frames,
      int prompted,
      Prompts prompts,
      Direction direction,
      Console console) {
    Progress progress = new Progress(console, "follow");
    Mask nothing = Mask.empty(frames.width(), frames.height());
    List<Mask> masks = new ArrayList<>(Collections.nCopies(frames.count(), nothing));
    List<Float> iou = new ArrayList<>(Collections.nCopies(frames.count(), Float.NaN));
    List<Float> presence = new ArrayList<>(Collections.nCopies(frames.count(), Float.NaN));
    try (VideoSession session = model.model().session(frames)) {
      Segmentation shown = session.object(OBJECT).on(prompted).prompt(prompts);
      for (FrameResult result : session.propagate(direction)) {
        masks.set(result.index(), result.mask(OBJECT));
        iou.set(result.index(), result.iou(OBJECT));
        presence.set(result.index(), result.objectScore(OBJECT));
        progress.at(result.done(), result.total(), "frame " + (result.index() + 1));
      }
      List<Integer> suggested =
          session.suggestions(SUGGESTIONS).stream().map(Suggestion::frame).toList();
      return new Followed(prompted, shown, masks, iou, presence, suggested, progress.seconds());
    }
  }

  /** Whether the object was looked for on a frame. */
  public boolean looked(int frame) {
    return !iou.get(frame).isNaN();
  }

  /** A line for each frame that was looked at. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      if (looked(i)) {
        lines.add(
            String.format(
                Locale.ROOT,
                "frame %d: area %d pixels, predicted IoU %.3f, object score %.2f%s",
                i + 1,
                masks.get(i).area(),
                iou.get(i),
                presence.get(i),
                i == prompted ? ", shown here" : ""));
      }
    }
    return lines;
  }
}
