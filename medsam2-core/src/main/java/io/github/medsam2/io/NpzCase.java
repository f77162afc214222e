// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.numpy.Npy;
import io.github.medsam2.io.numpy.NpzArchive;
import io.github.medsam2.io.voxel.Affines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * One case of the MedSAM2 benchmarks: an {@code .npz} with the arrays
 *
 * <pre>
 * imgs       (depth, height, width)  intensities, usually uint8 after windowing
 * gts        as imgs                 labels of the reference; optional
 * recist     as imgs                 the RECIST line on its slice; optional
 * spacing    3                       mm along x, y, z; 1 without it
 * direction  9                       the 3 x 3 matrix of SimpleITK, row by row, whose columns are
 *                                    the axes in LPS; optional
 * origin     3                       centre of the first voxel, mm, LPS; optional
 * </pre>
 *
 * <p>Immutable and thread-safe as its volumes are.
 *
 * @param images intensities
 * @param labels labels of the reference on the same grid, 0 outside
 * @param recist the RECIST line on the same grid, 0 outside
 */
public record NpzCase(Volume images, Optional<Volume> labels, Optional<Volume> recist) {

  /** Checks that all volumes have the same sizes. */
  public NpzCase {
    requireSameSizes(images, labels);
    requireSameSizes(images, recist);
  }

  private static void requireSameSizes(Volume images, Optional<Volume> other) {
    other.ifPresent(
        v -> {
          boolean same =
              v.width() == images.width()
                  && v.height() == images.height()
                  && v.depth() == images.depth();
          if (!same) {
            throw new InvalidInputException(
                "case of a benchmark",
                "labels of the images' size " + size(images),
                size(v),
                "give volumes on one grid");
          }
        });
  }

  private static String size(Volume v) {
    return v.width() + "x" + v.height() + "x" + v.depth();
  }

  /** Reads a case within {@link ReadLimits#defaults()}. */
  public static NpzCase read(Path file) {
    return read(file, ReadLimits.defaults());
  }

  /**
   * Reads a case.
   *
   * @param limits what the volumes together may need
   * @throws FormatException if the file is damaged, not of this format, or beyond the limits
   */
  public static NpzCase read(Path file, ReadLimits limits) {
    return NpzArchive.read(
        file,
        archive -> {
          Geometry geometry = geometry(archive);
          Volume images = archive.required("imgs", in -> Npy.volume(in, geometry, limits));
          ReadLimits rest = limits.less(images.voxels().capacity());
          Optional<Volume> labels = archive.array("gts", in -> Npy.volume(in, geometry, rest));
          ReadLimits last = labels.map(v -> rest.less(v.voxels().capacity())).orElse(rest);
          Optional<Volume> recist = archive.array("recist", in -> Npy.volume(in, geometry, last));
          try {
            return new NpzCase(images, labels, recist);
          } catch (InvalidInputException e) {
            throw new FormatException(
                NpzArchive.FORMAT,
                "gts and recist of the shape of imgs",
                "another shape",
                "save arrays of one shape",
                e);
          }
        });
  }

  /**
   * Reads the result of a segmentation: {@code segs} with the geometry beside it.
   *
   * @throws FormatException if the file is damaged, not of this format, or beyond the limits
   */
  public static Volume readSegmentation(Path file, ReadLimits limits) {
    return NpzArchive.read(
        file,
        archive -> {
          Geometry geometry = geometry(archive);
          return archive.required("segs", in -> Npy.volume(in, geometry, limits));
        });
  }

  private static Geometry geometry(NpzArchive archive) throws IOException {
    double[] spacing =
        archive.array("spacing", in -> Npy.reals(in, 3)).orElse(new double[] {1, 1, 1});
    double[] origin = archive.array("origin", in -> Npy.reals(in, 3)).orElse(new double[3]);
    double[] matrix =
        archive
            .array("direction", in -> Npy.reals(in, 9))
            .orElse(new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    return Affines.of(
        NpzArchive.FORMAT + ", spacing, direction, origin", origin, spacing, transposed(matrix));
  }

  /** SimpleITK's matrix has the axes as columns, {@link Geometry#direction} one after the other. */
  private static double[] transposed(double[] m) {
    return new double[] {m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]};
  }

  /** Writes the case, compressed, replacing an existing file. */
  public void write(Path file) {
    AtomicFiles.write(
        file,
        NpzArchive.FORMAT,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          add(zip, "imgs", images);
          if (labels.isPresent()) {
            add(zip, "gts", labels.get());
          }
          if (recist.isPresent()) {
            add(zip, "recist", recist.get());
          }
          addGeometry(zip, images.geometry());
          zip.finish();
        });
  }

  /**
   * Writes the result of a segmentation as the benchmarks expect it: {@code segs} and {@code
   * spacing}, and beside them {@code direction} and {@code origin}. Replaces an existing file.
   */
  public static void writeSegmentation(Path file, Volume labels) {
    AtomicFiles.write(
        file,
        NpzArchive.FORMAT,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          add(zip, "segs", labels);
          addGeometry(zip, labels.geometry());
          zip.finish();
        });
  }

  private static void add(ZipOutputStream zip, String key, Volume volume) throws IOException {
    open(zip, key);
    Npy.write(volume, zip);
    zip.closeEntry();
  }

  private static void addGeometry(ZipOutputStream zip, Geometry geometry) throws IOException {
    add(zip, "spacing", geometry.spacing());
    add(zip, "direction", transposed(geometry.direction()));
    add(zip, "origin", geometry.origin());
  }

  private static void add(ZipOutputStream zip, String key, double[] values) throws IOException {
    open(zip, key);
    Npy.write(values, zip);
    zip.closeEntry();
  }

  private static void open(ZipOutputStream zip, String key) throws IOException {
    ZipEntry entry = new ZipEntry(key + ".npy");
    entry.setTimeLocal(LocalDateTime.of(1980, 1, 1, 0, 0)); // the same case, the same bytes
    zip.putNextEntry(entry);
  }
}
