// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.reading.MaskReading;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * All objects on one frame. Immutable.
 *
 * @param index of the frame
 * @param objects what was found, by name; objects that do not begin before this frame are absent
 *     from the map
 * @param done frames finished, this one included
 * @param total frames of this propagation; while frames are still coming, those known of so far
 */
public record FrameResult(int index, Map<String, Segmentation> objects, int done, int total) {

  private static final String FORMAT = " %d pixels, predicted IoU %.2f, object score %.1f";

  /** Copies the map, keeping its order. */
  public FrameResult {
    objects = Collections.unmodifiableMap(new LinkedHashMap<>(objects));
  }

  /** The mask of an object on the frames' grid. */
  public Mask mask(String object) {
    return of(object).mask();
  }

  /** The predicted IoU of an object's mask. */
  public float iou(String object) {
    return of(object).iou();
  }

  /** The logit of an object's presence. */
  public float objectScore(String object) {
    return of(object).objectScore();
  }

  /** What further heads of the model say of an object's mask, where it has such heads. */
  public <R extends MaskReading> Optional<R> reading(String object, Class<R> kind) {
    return of(object).reading(kind);
  }

  private Segmentation of(String object) {
    Segmentation s = objects.get(object);
    if (s == null) {
      throw new InvalidInputException(
          "frame " + index,
          "one of " + objects.keySet(),
          "object " + object,
          "ask only for objects that were prompted on or before this frame");
    }
    return s;
  }

  /** {@code frame 12 (13 of 20): lesion 812 pixels, predicted IoU 0.93, object score 5.2}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("frame " + index + " (" + done + " of " + total + ")");
    String before = ": ";
    for (Map.Entry<String, Segmentation> e : objects.entrySet()) {
      Segmentation s = e.getValue();
      out.append(before)
          .append(e.getKey())
          .append(String.format(Locale.ROOT, FORMAT, s.mask().area(), s.iou(), s.objectScore()));
      before = "; ";
    }
    return out.toString();
  }
}
