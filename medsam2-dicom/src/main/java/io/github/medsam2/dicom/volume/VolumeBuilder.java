// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.MedSam2Exception;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sorts slices into stacks: of one series, frame of reference, orientation, size, spacing, kind,
 * echo and b-value; within a stack by position along the normal, never by number or slice location.
 * Where every place holds several slices, each of them is a stack of its own, in order of time.
 */
public final class VolumeBuilder {
  /** Slices closer than this lie at one place, mm. */
  private static final double SAME_PLACE = 1e-3;

  private VolumeBuilder() {}

  /**
   * The stacks of classic single-slice objects or of enhanced multi-frame ones, largest first. The
   * objects must stay open until the volumes are read. One that cannot be used is left out, and the
   * findings of every stack name it by its number in the collection, from 1; where none can be used
   * there is an exception that says why. No objects are no stacks.
   */
  public static List<SliceStack> from(Collection<DicomObject> objects) {
    Findings findings = new Findings();
    List<List<Slice>> groups = new ArrayList<>();
    int number = 0;
    MedSam2Exception last = null;
    for (DicomObject object : objects) {
      String name = "object " + ++number + " of " + objects.size();
      try {
        Slice.of(object, name, findings).forEach(slice -> group(groups, slice).add(slice));
      } catch (MedSam2Exception e) {
        findings.add(name + " is left out: " + e.getMessage());
        last = e;
      }
    }
    if (groups.isEmpty() && !objects.isEmpty()) {
      throw nothing(findings, last);
    }
    List<SliceStack> out = new ArrayList<>();
    groups.forEach(g -> stacks(g, findings, out));
    out.sort(Comparator.comparingInt((SliceStack s) -> s.report().slices()).reversed());
    return out;
  }

  private static DicomException nothing(Findings findings, @Nullable MedSam2Exception last) {
    String why =
        findings.list().stream().map(Finding::toString).limit(3).collect(Collectors.joining("; "));
    String expected = "slices of grey images with a place in the patient";
    String fix = "give the images of a CT or MR series; cines are read by DicomFile.cine()";
    return last == null
        ? new DicomException("volume", expected, "none: " + why, fix)
        : new DicomException("volume", expected, "none: " + why, fix, last);
  }

  private static List<Slice> group(List<List<Slice>> groups, Slice slice) {
    for (List<Slice> g : groups) {
      if (g.get(0).sameStack(slice)) {
        return g;
      }
    }
    List<Slice> added = new ArrayList<>();
    groups.add(added);
    return added;
  }

  private static void stacks(List<Slice> group, Findings findings, List<SliceStack> out) {
    double[] normal = group.get(0).normal();
    group.sort(
        Comparator.comparingDouble((Slice s) -> s.along(normal))
            .thenComparing(Slice::order, Arrays::compare));
    List<List<Slice>> places = places(group, normal);
    int times = places.get(0).size();
    boolean regular = places.stream().allMatch(p -> p.size() == times);
    int duplicates = regular ? 0 : group.size() - places.size();
    for (int t = 0; t < (regular ? times : 1); t++) {
      int time = t;
      List<Slice> slices = places.stream().map(p -> p.get(time)).toList();
      out.add(new SliceStack(slices, duplicates, findings.list()));
    }
  }

  private static List<List<Slice>> places(List<Slice> sorted, double[] normal) {
    List<List<Slice>> places = new ArrayList<>();
    double last = Double.NEGATIVE_INFINITY;
    for (Slice s : sorted) {
      double at = s.along(normal);
      if (at - last > SAME_PLACE) {
        places.add(new ArrayList<>());
      }
      places.get(places.size() - 1).add(s);
      last = at;
    }
    places.forEach(p -> p.sort(Comparator.comparing(Slice::order, Arrays::compare)));
    return places;
  }
}
