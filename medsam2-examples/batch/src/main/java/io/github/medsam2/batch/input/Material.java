// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.input;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.io.ImageFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a case looks at, whatever file it came in. Not thread-safe. */
public sealed interface Material extends AutoCloseable {

  /** All of it, frame by frame. */
  FrameSource frames();

  @Override
  void close();

  /**
   * Opens a file, or a folder of DICOM slices or of pictures in time.
   *
   * @param intensity of images with more than 8 bits
   */
  static Material open(Path path, Intensity intensity) {
    return switch (FileType.of(path)) {
      case DICOM -> new Cine(CineInput.open(path));
      case PNG, JPEG -> Picture.of(ImageFile.read(path), intensity);
      case FOLDER ->
          holdsDicom(path)
              ? Slices.of(VolumeInput.open(path), intensity)
              : new Cine(CineInput.open(path));
      default -> Slices.of(VolumeInput.open(path), intensity);
    };
  }

  private static boolean holdsDicom(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(Files::isRegularFile)
          .sorted()
          .findFirst()
          .filter(f -> FileType.of(f) == FileType.DICOM)
          .isPresent();
    } catch (IOException e) {
      throw new MedSam2Exception(
          "input", "a readable folder", e.getClass().getSimpleName(), "check path and rights");
    }
  }

  /**
   * One picture.
   *
   * @param image itself
   * @param frames it alone
   */
  record Picture(Image image, FrameSource frames) implements Material {
    private static Picture of(Image image, Intensity intensity) {
      return new Picture(image, FrameSource.of(List.of(image), intensity));
    }

    @Override
    public void close() {}
  }

  /**
   * Frames in time, or one of DICOM.
   *
   * @param input where they come from
   */
  record Cine(CineInput input) implements Material {
    @Override
    public FrameSource frames() {
      return input.frames();
    }

    /** The DICOM file, if it is one. */
    public Optional<DicomFile> file() {
      return input.file();
    }

    @Override
    public void close() {
      input.close();
    }
  }

  /**
   * A volume.
   *
   * @param input where it comes from
   * @param frames its slices
   */
  record Slices(VolumeInput input, FrameSource frames) implements Material {
    private static Slices of(VolumeInput input, Intensity intensity) {
      return new Slices(input, FrameSource.of(input.volume(), intensity));
    }

    @Override
    public void close() {
      input.close();
    }
  }
}
