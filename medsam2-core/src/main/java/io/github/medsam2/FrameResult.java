// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import java.util.Collections;
import java.util.LinkedHashMap;
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

  /** Segment and stenosis of an object, where the model has reading heads. */
  public Optional<CoronaryReading> reading(String object) {
    return of(object).reading();
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
}
