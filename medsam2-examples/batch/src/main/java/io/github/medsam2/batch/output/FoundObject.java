// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.output;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.FrameResult;
import io.github.medsam2.Segmentation;
import io.github.medsam2.batch.manifest.ObjectRequest;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An object that was found. Not thread-safe while frames are added.
 *
 * @param request what was asked for
 * @param frame from 0, on which it was shown
 * @param shown what was found there
 * @param masks of every frame, empty where it was not looked for
 * @param scores of every frame: predicted IoU and logit of presence; none where not looked for
 */
public record FoundObject(
    ObjectRequest request, int frame, Segmentation shown, List<Mask> masks, List<double[]> scores) {
  private static final double[] NOT_LOOKED = {};

  /** What was found on one frame of several. */
  public static FoundObject begin(
      ObjectRequest request, int frame, Segmentation shown, FrameSource frames) {
    Mask nothing = Mask.empty(frames.width(), frames.height());
    FoundObject found =
        new FoundObject(
            request,
            frame,
            shown,
            new ArrayList<>(Collections.nCopies(frames.count(), nothing)),
            new ArrayList<>(Collections.nCopies(frames.count(), NOT_LOOKED)));
    found.set(frame, shown.mask(), shown.iou(), shown.objectScore());
    return found;
  }

  /** What was found on another frame. */
  public void add(FrameResult result) {
    String name = request.name();
    set(result.index(), result.mask(name), result.iou(name), result.objectScore(name));
  }

  private void set(int index, Mask mask, double iou, double presence) {
    masks.set(index, mask);
    scores.set(index, new double[] {iou, presence});
  }

  /** Whether it was looked for on a frame. */
  public boolean looked(int index) {
    return scores.get(index).length > 0;
  }

  /** For people and programs. */
  JsonObject json() {
    JsonObject o = new JsonObject();
    o.addProperty("name", request.name());
    o.addProperty("shownOn", frame + 1);
    o.add("shownBy", request.shown().json());
    JsonArray all = new JsonArray();
    for (int i = 0; i < masks.size(); i++) {
      if (looked(i)) {
        JsonObject one = new JsonObject();
        one.addProperty("frame", i + 1);
        one.addProperty("area", masks.get(i).area());
        one.addProperty("predictedIou", scores.get(i)[0]);
        one.addProperty("objectScore", scores.get(i)[1]);
        all.add(one);
      }
    }
    o.add("frames", all);
    return o;
  }
}
