// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Files of an image as a client sent them, read by the library's own readers within limits.
 *
 * @param picture what the network sees
 * @param kind what it is
 * @param volume its samples as they are and the rule that brings them to 8 bits, of a volume only
 */
public record Received(Picture picture, Kind kind, Optional<Samples> volume) {
  private static final int MAGIC = 128;
  private static final List<String> VOLUMES = List.of(".nii", ".nii.gz", ".nrrd", ".mha", ".npy");

  /** What an image is. */
  public enum Kind {
    PICTURE,
    VOLUME,
    CINE
  }

  /** A volume and how it is seen. */
  public record Samples(Volume voxels, Intensity rule) {}

  /**
   * Reads what the network sees of an image.
   *
   * @param files one, or the DICOM slices of a volume
   * @param window one of {@link Grey#names()}
   * @param most bytes it may take
   */
  public static Picture read(List<Path> files, String window, long most) throws IOException {
    return open(files, window, most).picture();
  }

  private static Received of(Volume volume, Intensity rule) {
    return new Received(
        Picture.of(volume, rule), Kind.VOLUME, Optional.of(new Samples(volume, rule)));
  }

  /** Reads an image, with all that it is. */
  public static Received open(List<Path> files, String window, long most) throws IOException {
    if (files.isEmpty()) {
      throw Refusal.wrong("image", "a file", "none");
    }
    if (isDicom(files.get(0))) {
      return dicom(files, window, most);
    }
    if (files.size() > 1) {
      throw Refusal.wrong("image", "one file, or slices in DICOM", files.size() + " files");
    }
    Path file = files.get(0);
    String suffix = MultipartForm.suffix(String.valueOf(file.getFileName()));
    String last = suffix.substring(Math.max(0, suffix.lastIndexOf('.')));
    if (last.equals(".png") || last.equals(".jpg") || last.equals(".jpeg")) {
      Image image = ImageFile.read(file);
      Picture picture = Picture.of(image, Intensity.standard());
      return new Received(picture, Kind.PICTURE, Optional.empty());
    }
    if (VOLUMES.contains(suffix) || VOLUMES.contains(last)) {
      Volume volume = Volumes.read(file, new ReadLimits(Integer.MAX_VALUE, most));
      return of(volume, Grey.of(window, volume));
    }
    throw new Refusal(
        415,
        "image",
        "DICOM, PNG, JPEG or one of " + VOLUMES,
        "another type",
        "let the viewer send the image itself");
  }

  /** Whether a file begins as DICOM does. */
  public static boolean isDicom(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] head = in.readNBytes(MAGIC + 4);
      return head.length == MAGIC + 4
          && head[MAGIC] == 'D'
          && head[MAGIC + 1] == 'I'
          && head[MAGIC + 2] == 'C'
          && head[MAGIC + 3] == 'M';
    }
  }

  private static Received dicom(List<Path> paths, String window, long most) {
    List<DicomFile> files = new ArrayList<>();
    try {
      for (Path path : paths) {
        DicomFile file = DicomFile.open(path);
        files.add(file);
        requireImage(file);
      }
      List<SliceStack> stacks = volumes(files);
      if (!stacks.isEmpty()) {
        Volume volume = stacks.get(0).volume();
        return of(volume, Grey.of(window, volume));
      }
      if (files.size() > 1) {
        throw Refusal.wrong("DICOM files", "slices of one volume, or one cine", "others");
      }
      Picture picture = Picture.of(files.get(0).cine().frames(), most);
      return new Received(picture, Kind.CINE, Optional.empty());
    } finally {
      files.forEach(DicomFile::close);
    }
  }

  /** One file whose frames have no place in the patient is a cine; of several that is a fault. */
  static List<SliceStack> volumes(List<DicomFile> files) {
    try {
      return DicomFile.volumes(files);
    } catch (DicomException e) {
      if (files.size() > 1) {
        throw e;
      }
      return List.of();
    }
  }

  private static void requireImage(DicomFile file) {
    String modality = file.dataSet().text(Tag.MODALITY).orElse("");
    if (modality.equals("SEG") || modality.equals("SR")) {
      throw new Refusal(
          415, "DICOM file", "an image", "modality " + modality, "send the image it refers to");
    }
  }
}
