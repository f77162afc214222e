// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.volume.EvenSteps;
import io.github.medsam2.dicom.volume.Place;
import io.github.medsam2.dicom.volume.Vectors;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.MaskVolume;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Puts frames of a segmentation together as volumes. */
record SegVolumes(DataSet dataSet, List<SegFrame> frames, SegPixels pixels, DicomLimits limits) {
  /** How far a slice may be from where equal distances put it, in distances. */
  private static final double UNEVEN = 0.1;

  private List<SegFrame> of(int segment) {
    boolean all = pixels.type() == SegmentationType.LABELMAP;
    return frames.stream().filter(f -> all || f.segment() == segment).toList();
  }

  /** On the grid from the first to the last stored frame of any segment. */
  MaskVolume own(int segment) {
    List<Place> places = frames.stream().flatMap(f -> f.place().stream()).toList();
    if (places.isEmpty() || places.size() < frames.size()) {
      throw noVolume("frames with a place in the patient", "some without");
    }
    Place first = places.get(0);
    if (!places.stream().allMatch(first::isParallel)) {
      throw noVolume("parallel planes of one pixel spacing", "others");
    }
    double[] normal = first.normal();
    double[] along =
        EvenSteps.apart(places.stream().mapToDouble(p -> p.along(normal)).sorted().toArray());
    EvenSteps steps = steps(along);
    double step = steps.step();
    int depth = depth(steps.intervals());
    ByteBuffer voxels = ByteBuffer.allocate(depth * area());
    for (SegFrame f : of(segment)) {
      double z = (f.place().orElseThrow().along(normal) - along[0]) / step;
      if (Math.abs(z - Math.rint(z)) > UNEVEN) {
        throw noVolume("planes at equal distances", "others");
      }
      pixels.addInside(f, segment, voxels.array(), (int) Math.rint(z) * area());
    }
    return MaskVolume.of(width(), height(), depth, voxels, geometry(places, normal, step));
  }

  private int width() {
    return pixels.frames().width();
  }

  private int height() {
    return pixels.frames().height();
  }

  private int area() {
    return width() * height();
  }

  /** By what the object says where the places agree, else by their distances. */
  private EvenSteps steps(double[] along) {
    DataSet measures = new FunctionalGroups(dataSet).of(0, Tag.PIXEL_MEASURES_SEQUENCE);
    Tolerant said = new Tolerant(measures, new Findings());
    double between = said.positive(Tag.SPACING_BETWEEN_SLICES).orElse(0);
    if (along.length > 1) {
      return EvenSteps.of(along, between);
    }
    double thickness = said.positive(Tag.SLICE_THICKNESS).orElse(1);
    return new EvenSteps(between > 0 ? between : thickness, 0, List.of(), 0);
  }

  /** Sparse frames can lie far apart, so a small file could ask for any amount of memory. */
  private int depth(int intervals) {
    double planes = intervals + 1.0;
    long most = limits.bufferedBytes();
    if (!(planes * area() <= Math.min(most, Integer.MAX_VALUE - 8))) {
      throw new DicomException(
          "segmentation volume",
          "at most " + most + " voxels between its first and last plane",
          "more",
          "raise the limit by DicomLimits.withBufferedBytes, or read it onto its own slices");
    }
    return (int) planes;
  }

  private static Geometry geometry(List<Place> places, double[] normal, double step) {
    Place low = places.get(0);
    Place high = low;
    for (Place p : places) {
      low = p.along(normal) < low.along(normal) ? p : low;
      high = p.along(normal) > high.along(normal) ? p : high;
    }
    double[] across = Vectors.minus(high.position(), low.position());
    // Planes sheared against each other, as of a tilted gantry, keep their true direction.
    boolean sheared = high.pixelsAside(low) > 0.5;
    double[] direction = sheared ? Vectors.unit(across) : normal;
    double[] axes = Arrays.copyOf(low.row(), 9);
    System.arraycopy(low.column(), 0, axes, 3, 3);
    System.arraycopy(direction, 0, axes, 6, 3);
    double[] spacing = low.spacing();
    return Geometry.of(
        low.position(),
        new double[] {spacing[1], spacing[0], step / Vectors.dot(direction, normal)},
        axes);
  }

  /** On the slices of a volume. */
  MaskVolume onto(int segment, VolumeSource volume) {
    if (volume.width() != width() || volume.height() != height()) {
      throw new InvalidInputException(
          "volume",
          "slices of the size of the segmentation, " + width() + "x" + height(),
          volume.width() + "x" + volume.height(),
          "resample the segmentation's own volume");
    }
    List<SegFrame> mine = of(segment);
    SliceFinder finder = new SliceFinder(volume, sameSpace(volume));
    List<SegFrame> found = mine.stream().filter(f -> finder.slice(f) >= 0).toList();
    boolean known = frames.stream().anyMatch(f -> finder.slice(f) >= 0);
    if (!known || (found.isEmpty() && !mine.isEmpty())) {
      throw new InvalidInputException(
          "volume", "slices in the planes of the segmentation", "others", "give its own source");
    }
    if (mine.stream().anyMatch(f -> finder.isBetween(f))) {
      throw new InvalidInputException(
          "volume",
          "a slice in the plane of every frame within it",
          "frames between its slices",
          "give its own source, or resample the segmentation's own volume");
    }
    byte[] voxels = new byte[Math.multiplyExact(volume.count(), area())];
    found.forEach(f -> pixels.addInside(f, segment, voxels, finder.slice(f) * area()));
    return MaskVolume.of(
        width(), height(), volume.count(), ByteBuffer.wrap(voxels), volume.stack().geometry());
  }

  /** The stored frames on every slice of a volume. */
  List<List<SegFrame>> on(VolumeSource volume) {
    SliceFinder finder = new SliceFinder(volume, sameSpace(volume));
    List<List<SegFrame>> out = new ArrayList<>();
    for (int z = 0; z < volume.count(); z++) {
      out.add(new ArrayList<>());
    }
    for (SegFrame f : frames) {
      int z = finder.slice(f);
      if (z >= 0) {
        out.get(z).add(f);
      }
    }
    return out;
  }

  private boolean sameSpace(VolumeSource volume) {
    Optional<String> own = dataSet.text(Tag.FRAME_OF_REFERENCE_UID);
    return own.isPresent() && own.equals(volume.frameOfReference());
  }

  private static DicomException noVolume(String expected, String found) {
    return new DicomException(
        "segmentation volume", expected, found, "read its masks by source frame");
  }
}
