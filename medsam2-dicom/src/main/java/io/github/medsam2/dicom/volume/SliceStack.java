// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Volume;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Slices in the order of a volume, with what is known before any is decoded. Thread-safe. */
public final class SliceStack {
  private final List<Slice> slices;
  private final VolumeReport report;
  private final Geometry geometry;

  SliceStack(List<Slice> slices, int duplicates, List<Finding> found) {
    this.slices = List.copyOf(slices);
    Slice first = slices.get(0);
    double[] normal = first.normal();
    double[] steps = steps(normal);
    double step = steps.length == 0 ? first.thickness() : median(steps);
    double[] direction = steps.length == 0 ? normal : direction(normal);
    double tilt = Math.toDegrees(Math.acos(Math.min(1, Vectors.dot(direction, normal))));
    Findings findings = new Findings();
    findings.addAll(found);
    if (steps.length == 0) {
      findings.add("one slice; its thickness stands for the distance to the next");
    }
    report =
        new VolumeReport(slices.size(), step, gaps(steps, step), duplicates, tilt, findings.list());
    geometry = geometry(first, report.isSheared() ? direction : normal, normal, step);
  }

  private double[] steps(double[] normal) {
    double[] out = new double[slices.size() - 1];
    Arrays.setAll(out, i -> slices.get(i + 1).along(normal) - slices.get(i).along(normal));
    return out;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private double[] direction(double[] normal) {
    Slice last = slices.get(slices.size() - 1);
    Place start = slices.get(0).place();
    double[] d = Vectors.unit(Vectors.minus(last.place().position(), start.position()));
    return Vectors.dot(d, normal) > 0 ? d : normal;
  }

  private static List<Integer> gaps(double[] steps, double step) {
    List<Integer> gaps = new ArrayList<>();
    double tolerance = Math.max(0.01 * step, 0.05);
    for (int i = 0; i < steps.length; i++) {
      if (Math.abs(steps[i] - step) > tolerance) {
        gaps.add(i);
      }
    }
    return gaps;
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
   * others.
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
