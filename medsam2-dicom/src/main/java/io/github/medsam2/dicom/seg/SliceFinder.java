// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.volume.Place;
import io.github.medsam2.dicom.volume.SliceStack;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the slice of a volume that a frame of a segmentation lies on. */
final class SliceFinder {
  private static final double LONE = 0.1;

  private final boolean byPlace;
  private final List<Place> places;
  private final Map<SegFrame.Source, Integer> references = new HashMap<>();
  private final double half;

  /**
   * @param byPlace whether places of both are of one coordinate system
   */
  SliceFinder(VolumeSource volume, boolean byPlace) {
    this.byPlace = byPlace;
    SliceStack stack = volume.stack();
    places = stack.places();
    // The step of a single slice is its thickness: neighbours may lie within half of it.
    half = stack.report().step() * (volume.count() == 1 ? LONE : 0.5);
    for (int z = 0; z < volume.count(); z++) {
      String instance = volume.slices().get(z).sopInstance();
      references.put(new SegFrame.Source(instance, stack.sourceFrames().get(z)), z);
    }
  }

  /** The index of the slice, or -1. */
  int slice(SegFrame frame) {
    return byPlace && frame.place().isPresent()
        ? nearest(frame.place().orElseThrow())
        : frame.sources().stream()
            .map(references::get)
            .filter(z -> z != null)
            .findFirst()
            .orElse(-1);
  }

  /** Whether a frame lies within the stack, but on no slice of it: its mask would be lost. */
  boolean isBetween(SegFrame frame) {
    if (!byPlace || frame.place().isEmpty() || slice(frame) >= 0) {
      return false;
    }
    double[] normal = places.get(0).normal();
    double at = frame.place().orElseThrow().along(normal);
    double first = places.get(0).along(normal);
    double last = places.get(places.size() - 1).along(normal);
    return at > first && at < last;
  }

  private int nearest(Place place) {
    double[] normal = place.normal();
    int best = -1;
    double least = half;
    for (int z = 0; z < places.size(); z++) {
      Place slice = places.get(z);
      if (place.isParallel(slice) && place.pixelsAside(slice) < 0.5) {
        double d = Math.abs(place.along(normal) - slice.along(normal));
        if (d < least) {
          least = d;
          best = z;
        }
      }
    }
    return best;
  }
}
