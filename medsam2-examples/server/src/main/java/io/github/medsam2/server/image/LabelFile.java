// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of labels as viewers save them: a volume or picture whose samples are numbers of objects,
 * a segmentation of 3D Slicer with overlapping segments, a DICOM segmentation, or the bare bytes
 * that OHIF sends.
 */
public final class LabelFile {
  private static final int MOST = 1000;

  private LabelFile() {}

  /**
   * An object's number in a file.
   *
   * @param name of the object
   * @param value of its samples; where a file is of one object, any but 0
   */
  public record Numbered(String name, int value) {}

  /** The mask of an object, slice by slice. */
  public record Named(String name, Slices slices) {}

  /** Masks by slice. */
  @FunctionalInterface
  public interface Slices {
    /** The mask on a slice, of the image's size. */
    Mask at(int slice);
  }

  /** Samples by place. */
  private interface Samples {
    double at(int x, int y, int z);
  }

  /**
   * Reads a file.
   *
   * @param size of the image it belongs to
   * @param objects in it, as far as the viewer told; a file may know better
   * @param most bytes it may take
   */
  public static List<Named> read(Path file, Slicing size, List<Numbered> objects, long most)
      throws IOException {
    if (Files.size(file) > most) {
      throw Refusal.tooLarge("label", most + " bytes", "save fewer objects at once");
    }
    List<Named> all = named(file, size, objects, most);
    if (all.size() > MOST) {
      throw Refusal.tooLarge("label", MOST + " objects", "save fewer objects at once");
    }
    return all;
  }

  private static List<Named> named(Path file, Slicing size, List<Numbered> objects, long most)
      throws IOException {
    String suffix = MultipartForm.suffix(String.valueOf(file.getFileName()));
    if (suffix.equals(".seg.nrrd")) {
      return SegNrrd.read(file, most).on(size);
    }
    if (suffix.endsWith(".dcm")) {
      return SegLabels.read(file, size);
    }
    Samples samples = samples(file, suffix, size, most);
    List<Named> all = new ArrayList<>();
    for (Numbered object : objects) {
      boolean alone = objects.size() == 1;
      all.add(new Named(object.name(), slice -> mask(samples, size, slice, alone, object.value())));
    }
    return all;
  }

  private static Mask mask(Samples from, Slicing size, int slice, boolean any, int value) {
    byte[] inside = new byte[size.width() * size.height()];
    for (int y = 0, i = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++, i++) {
        double sample = from.at(x, y, slice);
        boolean in = any ? sample != 0 && !Double.isNaN(sample) : sample == value;
        inside[i] = (byte) (in ? 1 : 0);
      }
    }
    return Mask.of(size.width(), size.height(), inside);
  }

  private static Samples samples(Path file, String suffix, Slicing size, long most)
      throws IOException {
    if (suffix.endsWith(".bin")) {
      return bare(file, size);
    }
    if (suffix.endsWith(".png")) {
      Image image = ImageFile.read(file).toGray();
      requireSize(image.width(), image.height(), 1, size);
      return (x, y, z) -> image.pixels().get(y * image.width() + x) & 0xff;
    }
    Volume volume = Volumes.read(file, new ReadLimits(Integer.MAX_VALUE, most));
    requireSize(volume.width(), volume.height(), volume.depth(), size);
    return volume::value;
  }

  private static Samples bare(Path file, Slicing size) throws IOException {
    long length = Files.size(file);
    if (length != (long) size.width() * size.height() * size.depth()) {
      throw Refusal.wrong("label", "a byte for each voxel of the image", length + " bytes");
    }
    byte[] bytes = Files.readAllBytes(file);
    return (x, y, z) -> bytes[(z * size.height() + y) * size.width() + x] & 0xff;
  }

  static void requireSize(int width, int height, int depth, Slicing size) {
    if (width != size.width() || height != size.height() || depth != size.depth()) {
      throw Refusal.wrong(
          "label",
          "the image's " + size.width() + "x" + size.height() + "x" + size.depth(),
          width + "x" + height + "x" + depth);
    }
  }
}
