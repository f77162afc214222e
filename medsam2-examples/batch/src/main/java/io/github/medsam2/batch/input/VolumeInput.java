// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.input;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.NpzCase;
import io.github.medsam2.io.Volumes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A volume: of one file, or of the DICOM slices of a folder. */
public final class VolumeInput implements AutoCloseable {
  private final List<DicomFile> files;
  private final @Nullable SliceStack stack;
  private final Volume volume;

  private VolumeInput(List<DicomFile> files, @Nullable SliceStack stack, Volume volume) {
    this.files = files;
    this.stack = stack;
    this.volume = volume;
  }

  /** Reads it; of several series in a folder the largest. */
  public static VolumeInput open(Path path) {
    FileType type = FileType.of(path);
    if (type == FileType.FOLDER) {
      return slices(path);
    } else if (type == FileType.NPZ) {
      return new VolumeInput(List.of(), null, NpzCase.read(path).images());
    } else if (type == FileType.DICOM) {
      return slices(List.of(path));
    }
    return new VolumeInput(List.of(), null, Volumes.read(path));
  }

  private static VolumeInput slices(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> dicom =
          all.filter(Files::isRegularFile)
              .filter(f -> FileType.of(f) == FileType.DICOM)
              .sorted()
              .toList();
      if (dicom.isEmpty()) {
        throw new InvalidInputException(
            "folder of slices", "DICOM files", "none", "give the folder they lie in themselves");
      }
      return slices(dicom);
    } catch (IOException e) {
      throw new MedSam2Exception(
          "folder of slices",
          "a readable folder",
          e.getClass().getSimpleName(),
          "check path and rights",
          e);
    }
  }

  private static VolumeInput slices(List<Path> paths) {
    List<DicomFile> files = new ArrayList<>();
    VolumeInput input = null;
    try {
      paths.forEach(path -> files.add(DicomFile.open(path)));
      files.forEach(CineInput::requireImage);
      List<SliceStack> stacks = DicomFile.volumes(files);
      if (stacks.isEmpty()) {
        throw new InvalidInputException(
            "DICOM slices",
            "slices of a volume, with their places",
            files.size() + " files without",
            "for a cine use the command track");
      }
      input = new VolumeInput(files, stacks.get(0), stacks.get(0).volume());
      return input;
    } finally {
      if (input == null) {
        files.forEach(DicomFile::close);
      }
    }
  }

  /** The voxels and where they lie. */
  public Volume volume() {
    return volume;
  }

  /** What it is. */
  public List<String> lines() {
    double[] s = volume.geometry().spacing();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d slices of %dx%d voxels, %.3f x %.3f x %.3f mm, axes %s",
            volume.depth(),
            volume.width(),
            volume.height(),
            s[0],
            s[1],
            s[2],
            volume.geometry().orientation()));
    if (stack != null && !stack.report().isUniform()) {
      lines.add("note: slices are not evenly spaced: " + stack.report());
    }
    return lines;
  }

  /** The DICOM slices; none of a file of another kind. */
  public Optional<SliceStack> stack() {
    return Optional.ofNullable(stack);
  }

  @Override
  public void close() {
    files.forEach(DicomFile::close);
  }
}
