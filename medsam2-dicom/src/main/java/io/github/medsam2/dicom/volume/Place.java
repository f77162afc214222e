// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import java.util.Arrays;
import java.util.Optional;

/**
 * Where a plane lies in the patient, mm, LPS. Immutable.
 *
 * @param position centre of its first pixel
 * @param row unit vector along a row
 * @param column unit vector down a column
 * @param spacing from row to row, and from column to column
 */
public record Place(double[] position, double[] row, double[] column, double[] spacing) {
  private static final double TOLERANCE = 1e-4;

  /** What pixels of slices can measure, and how far from its origin a patient can lie, mm. */
  private static final double LEAST_SPACING = 1e-3;

  private static final double GREATEST_SPACING = 50;
  private static final double FARTHEST = 1e5;

  /** Copies the arrays. */
  public Place {
    position = position.clone();
    row = row.clone();
    column = column.clone();
    spacing = spacing.clone();
  }

  @Override
  public double[] position() {
    return position.clone();
  }

  @Override
  public double[] row() {
    return row.clone();
  }

  @Override
  public double[] column() {
    return column.clone();
  }

  @Override
  public double[] spacing() {
    return spacing.clone();
  }

  /**
   * The place of a frame, if its functional groups, or the object, say one whole.
   *
   * @param frame 0-based
   */
  public static Optional<Place> of(FunctionalGroups g, int frame, Findings findings) {
    Tolerant where = new Tolerant(g.of(frame, Tag.PLANE_POSITION_SEQUENCE), findings);
    Tolerant plane = new Tolerant(g.of(frame, Tag.PLANE_ORIENTATION_SEQUENCE), findings);
    Tolerant measures = new Tolerant(g.of(frame, Tag.PIXEL_MEASURES_SEQUENCE), findings);
    double[] position = where.doubles(Tag.IMAGE_POSITION_PATIENT);
    double[] axes = plane.doubles(Tag.IMAGE_ORIENTATION_PATIENT);
    double[] spacing = measures.doubles(Tag.PIXEL_SPACING);
    if (position.length != 3 || axes.length != 6 || spacing.length != 2) {
      return Optional.empty();
    }
    double least = Math.min(spacing[0], spacing[1]);
    double most = Math.max(spacing[0], spacing[1]);
    if (!(least >= LEAST_SPACING && most <= GREATEST_SPACING)) {
      findings.add(Tag.PIXEL_SPACING, "no millimetres between pixels of a slice; no place");
      return Optional.empty();
    }
    if (Math.abs(position[0]) + Math.abs(position[1]) + Math.abs(position[2]) > FARTHEST) {
      findings.add(Tag.IMAGE_POSITION_PATIENT, "farther away than any patient; no place");
      return Optional.empty();
    }
    double[] row = Arrays.copyOf(axes, 3);
    double[] column = Arrays.copyOfRange(axes, 3, 6);
    boolean square =
        Math.abs(Vectors.length(row) - 1) < 0.01
            && Math.abs(Vectors.length(column) - 1) < 0.01
            && Math.abs(Vectors.dot(row, column)) < 0.01;
    if (!square) {
      findings.add(Tag.IMAGE_ORIENTATION_PATIENT, "not two directions at right angles; no place");
      return Optional.empty();
    }
    return Optional.of(new Place(position, Vectors.unit(row), Vectors.unit(column), spacing));
  }

  /** The direction of a stack of such planes: along the rows times down the columns. */
  public double[] normal() {
    return Vectors.cross(row, column);
  }

  /** How far along a direction it lies, mm. */
  public double along(double[] direction) {
    return Vectors.dot(position, direction);
  }

  /** Whether another plane is parallel and has pixels of the same size. */
  public boolean isParallel(Place other) {
    return close(row, other.row) && close(column, other.column) && close(spacing, other.spacing);
  }

  private static boolean close(double[] a, double[] b) {
    for (int i = 0; i < a.length; i++) {
      if (Math.abs(a[i] - b[i]) > TOLERANCE) {
        return false;
      }
    }
    return true;
  }

  /** How many pixels the first one lies from that of a parallel plane, seen along the normal. */
  public double pixelsAside(Place other) {
    double[] d = Vectors.minus(position, other.position);
    return Math.max(
        Math.abs(Vectors.dot(d, row)) / spacing[1], Math.abs(Vectors.dot(d, column)) / spacing[0]);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Place p
        && Arrays.equals(position, p.position)
        && Arrays.equals(row, p.row)
        && Arrays.equals(column, p.column)
        && Arrays.equals(spacing, p.spacing);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(position);
  }

  @Override
  public String toString() {
    return "Place" + Arrays.toString(position);
  }
}
