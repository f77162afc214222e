// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Slices in the order of a volume, with what is known before any is decoded. Thread-safe. */
public final class SliceStack {
  private final List<Slice> slices;
  private final List<Finding> found;
  private final VolumeReport report;
  private final Geometry geometry;

  SliceStack(List<Slice> slices, int duplicates, List<Finding> found) {
    this.slices = List.copyOf(slices);
    this.found = List.copyOf(found);
    Slice first = slices.get(0);
    double[] normal = first.normal();
    EvenSteps steps = steps(first, normal);
    double[] direction = slices.size() == 1 ? normal : direction(normal);
    double tilt = Math.toDegrees(Math.acos(Math.min(1, Vectors.dot(direction, normal))));
    int missing = steps.intervals() - (slices.size() - 1);
    Findings findings = new Findings();
    findings.addAll(found);
    tell(steps, missing, findings);
    report =
        new VolumeReport(
            slices.size(),
            steps.step(),
            steps.gaps(),
            missing,
            steps.deviation(),
            duplicates,
            tilt,
            findings.list());
    geometry = geometry(first, report.isSheared() ? direction : normal, normal, steps.step());
  }

  private EvenSteps steps(Slice first, double[] normal) {
    if (slices.size() == 1) {
      return new EvenSteps(first.thickness().orElse(1), 0, List.of(), 0);
    }
    return EvenSteps.of(slices.stream().mapToDouble(s -> s.along(normal)).toArray(), 0);
  }

  private void tell(EvenSteps steps, int missing, Findings findings) {
    if (slices.size() == 1) {
      findings.add(
          slices.get(0).thickness().isPresent()
              ? "one slice; its thickness stands for the distance to the next"
              : "one slice without a thickness; 1 mm stands for the distance to the next");
    }
    if (missing > 0) {
      findings.add(missing + " slices are missing within the stack; the report says behind which");
    }
    if (missing == 0 && !steps.gaps().isEmpty()) {
      findings.add(
          String.format(
              Locale.ROOT,
              "slices at unequal distances: up to %.2f mm from where equal ones put them",
              steps.deviation()));
    }
  }

  private double[] direction(double[] normal) {
    Slice last = slices.get(slices.size() - 1);
    Place start = slices.get(0).place();
    double[] d = Vectors.unit(Vectors.minus(last.place().position(), start.position()));
    return Vectors.dot(d, normal) > 0 ? d : normal;
  }

  /** A sheared stack keeps its true direction, so its axes are not at right angles. */
  private static Geometry geometry(Slice first, double[] direction, double[] normal, double step) {
    Place place = first.place();
    double[] axes = new double[9];
    System.arraycopy(place.row(), 0, axes, 0, 3);
    System.arraycopy(place.column(), 0, axes, 3, 3);
    System.arraycopy(direction, 0, axes, 6, 3);
    double along = step / Vectors.dot(direction, normal);
    double[] spacing = {place.spacing()[1], place.spacing()[0], along};
    return Geometry.of(place.position(), spacing, axes);
  }

  /** What was found while the slices were sorted. */
  public VolumeReport report() {
    return report;
  }

  /** Where the volume lies, mm, LPS; it assumes equal distances even where the report has gaps. */
  public Geometry geometry() {
    return geometry;
  }

  /**
   * The stack without some of its slices, as those whose frames cannot be decoded.
   *
   * @param indices of slices, 0-based, in the order of the volume; not all of them
   */
  public SliceStack without(int... indices) {
    Set<Integer> out = Arrays.stream(indices).boxed().collect(Collectors.toSet());
    List<Slice> left = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      if (!out.remove(i)) {
        left.add(slices.get(i));
      }
    }
    if (left.isEmpty() || !out.isEmpty()) {
      throw new InvalidInputException(
          "slices to leave out",
          "some of 0 to " + (slices.size() - 1) + ", not all",
          Arrays.toString(indices),
          "stay in that range");
    }
    Findings findings = new Findings();
    findings.addAll(found);
    findings.add((slices.size() - left.size()) + " slices left out by choice");
    return new SliceStack(left, report.duplicates(), findings.list());
  }

  /** Where the plane of each slice truly lies, in the order of the volume. */
  public List<Place> places() {
    return slices.stream().map(Slice::place).toList();
  }

  /** The object each slice comes from, in the order of the volume. */
  public List<DataSet> sources() {
    return slices.stream().map(Slice::dataSet).toList();
  }

  /** The frame of its object each slice is, 0-based, in the order of the volume. */
  public List<Integer> sourceFrames() {
    return slices.stream().map(Slice::frame).toList();
  }

  /**
   * Decodes all slices, in parallel: values of the modality, as Hounsfield units, INT16 where all
   * of them are whole and fit, FLOAT32 otherwise. Padding (0028,0120) takes the least of the
   * others. A slice that cannot be decoded is an exception that names it; see {@link #without}.
   */
  public Volume volume() {
    Slice first = slices.get(0);
    long voxels = (long) first.frames().width() * first.frames().height() * slices.size();
    boolean whole = slices.stream().allMatch(SliceValues::areWhole);
    if (voxels * (whole ? 2 : 4) > Integer.MAX_VALUE - 8) {
      throw new DicomException(
          "volume", "less than 2 GB of voxels", voxels + " voxels", "read part of the series");
    }
    return SliceValues.volume(slices, whole, (int) voxels, geometry);
  }
}
