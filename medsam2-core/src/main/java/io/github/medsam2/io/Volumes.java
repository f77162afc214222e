// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.meta.MetaImage;
import io.github.medsam2.io.nifti.Nifti;
import io.github.medsam2.io.nrrd.Nrrd;
import io.github.medsam2.io.numpy.Npy;
import io.github.medsam2.io.voxel.GridSize;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Volumes and label masks in files, the format chosen by the file's extension: NIfTI, NRRD,
 * MetaImage and NumPy. Sizes, sample type and geometry come back as they were written; a mask is a
 * volume of labels on the grid of the image.
 */
public final class Volumes {
  private static final String READABLE =
      ".nii .nii.gz .hdr .img .nrrd .nhdr .mha .mhd .npz (imgs) .npy";
  private static final String WRITABLE = ".nii .nii.gz .hdr .img .nrrd .nhdr .mha .mhd .npz (imgs)";

  private Volumes() {}

  /** Reads a volume within {@link ReadLimits#defaults()}. */
  public static Volume read(Path file) {
    return read(file, ReadLimits.defaults());
  }

  /**
   * Reads a volume.
   *
   * @throws InvalidInputException if no format has this extension
   * @throws FormatException if the file is damaged, not of its format, or beyond the limits
   */
  public static Volume read(Path file, ReadLimits limits) {
    return switch (extension(file)) {
      case ".nii", ".nii.gz", ".hdr", ".hdr.gz", ".img", ".img.gz" -> Nifti.read(file, limits);
      case ".nrrd", ".nhdr" -> Nrrd.read(file, limits);
      case ".mha", ".mhd" -> MetaImage.read(file, limits);
      case ".npz" -> NpzCase.read(file, limits).images();
      case ".npy" -> Npy.read(file, limits);
      default -> throw unsupported("file to read", READABLE);
    };
  }

  /**
   * Writes a volume, replacing an existing file only when the new one is whole.
   *
   * @throws InvalidInputException if no format that keeps the geometry has this extension
   */
  public static void write(Path file, Volume volume) {
    switch (extension(file)) {
      case ".nii", ".nii.gz", ".hdr", ".img" -> Nifti.write(file, volume);
      case ".nrrd", ".nhdr" -> Nrrd.write(file, volume);
      case ".mha", ".mhd" -> MetaImage.write(file, volume);
      case ".npz" -> new NpzCase(volume, Optional.empty(), Optional.empty()).write(file);
      default -> throw unsupported("file to write", WRITABLE);
    }
  }

  /** Reads a mask within {@link ReadLimits#defaults()}. */
  public static MaskVolume readMask(Path file) {
    return readMask(file, ReadLimits.defaults());
  }

  /**
   * Reads a mask: the voxels that are not 0. NaN, which some programs write where nothing was
   * looked at, is outside. Labels are whole numbers: a map of probabilities or a negative label
   * does not say what is inside and is refused.
   *
   * @throws InvalidInputException if no format has this extension
   * @throws FormatException if the file is damaged, not of its format, or beyond the limits
   */
  public static MaskVolume readMask(Path file, ReadLimits limits) {
    Volume labels = read(file, limits);
    GridSize size = new GridSize(labels.width(), labels.height(), labels.depth());
    ByteBuffer inside =
        ByteBuffer.allocate(size.within(limits.less(labels.voxels().capacity()), "mask", 1));
    for (int z = 0; z < labels.depth(); z++) {
      for (int y = 0; y < labels.height(); y++) {
        for (int x = 0; x < labels.width(); x++) {
          inside.put(inside(labels.value(x, y, z)));
        }
      }
    }
    return MaskVolume.of(
        labels.width(), labels.height(), labels.depth(), inside.flip(), labels.geometry());
  }

  private static byte inside(float label) {
    boolean number = !Float.isNaN(label);
    if (number && (label < 0 || label != Math.rint(label) || Float.isInfinite(label))) {
      throw new FormatException(
          "mask",
          "labels that are whole numbers of at least 0",
          label < 0 ? "a negative one" : "one with a fraction, or infinity",
          "compare with a threshold first, or renumber the labels");
    }
    return (byte) (number && label != 0 ? 1 : 0);
  }

  /** Writes a mask as a volume of UINT8, 1 inside and 0 outside, with its geometry. */
  public static void write(Path file, MaskVolume mask) {
    ByteBuffer voxels = mask.voxels();
    ByteBuffer labels = ByteBuffer.allocate(voxels.capacity());
    for (int i = 0; i < voxels.capacity(); i++) {
      labels.put((byte) (voxels.get(i) != 0 ? 1 : 0));
    }
    write(
        file,
        Volume.of(
            mask.width(),
            mask.height(),
            mask.depth(),
            PixelType.UINT8,
            labels.flip(),
            mask.geometry()));
  }

  /** The last extension with its dot, together with one before {@code .gz}; lower case. */
  private static String extension(Path file) {
    Path name = file.getFileName();
    String lower = name == null ? "" : name.toString().toLowerCase(Locale.ROOT);
    int end = lower.endsWith(".gz") ? lower.length() - 3 : lower.length();
    int dot = lower.lastIndexOf('.', end - 1);
    return dot < 0 ? "" : lower.substring(dot);
  }

  private static InvalidInputException unsupported(String where, String extensions) {
    return new InvalidInputException(
        where, "one of the extensions " + extensions, "another", "convert it or rename it");
  }
}
