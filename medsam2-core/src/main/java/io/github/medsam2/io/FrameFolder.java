// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A folder of PNG or JPEG files as frames, each decoded when it is asked for. Thread-safe.
 *
 * <p>Frames are ordered as people number files: {@code frame9} comes before {@code frame10}. For
 * names with equally many digits this is also the order by character, which the MedSAM2 scripts
 * use; SAM 2 wants names that are numbers. Hidden files and other extensions are passed over. All
 * frames have the size of the first.
 */
public final class FrameFolder implements FrameSource {
  private static final String WHERE = "folder of frames";
  private static final Set<String> EXTENSIONS = Set.of("png", "jpg", "jpeg");

  private final List<Path> files;
  private final int width;
  private final int height;

  private FrameFolder(List<Path> files, Image first) {
    this.files = files;
    this.width = first.width();
    this.height = first.height();
  }

  /**
   * Lists a folder and decodes its first frame.
   *
   * @throws InvalidInputException if the folder holds no PNG or JPEG
   * @throws FormatException if the first frame is damaged
   */
  public static FrameFolder open(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      List<Path> files =
          entries
              .filter(file -> isFrame(name(file)) && Files.isRegularFile(file))
              .sorted(Comparator.comparing(FrameFolder::name, new NaturalOrder()))
              .toList();
      if (files.isEmpty()) {
        throw new InvalidInputException(
            WHERE, "at least one .png, .jpg or .jpeg", "none", "give the folder of the frames");
      }
      return new FrameFolder(files, ImageFile.read(files.get(0)));
    } catch (IOException | UncheckedIOException e) {
      throw new MedSam2Exception(
          WHERE, "a readable folder", e.getClass().getSimpleName(), "check path and rights", e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static boolean isFrame(String name) {
    String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return !name.startsWith(".") && EXTENSIONS.contains(extension);
  }

  @Override
  public int count() {
    return files.size();
  }

  @Override
  public int width() {
    return width;
  }

  @Override
  public int height() {
    return height;
  }

  /** The file of a frame, to name what belongs to it. */
  public Path file(int index) {
    if (index < 0 || index >= files.size()) {
      throw new InvalidInputException(
          "frame", "0 to " + (files.size() - 1), index + "", "ask for a frame that is there");
    }
    return files.get(index);
  }

  @Override
  public Image frame(int index) {
    Image frame = ImageFile.read(file(index));
    if (frame.width() != width || frame.height() != height) {
      throw new FormatException(
          WHERE + ", frame " + index,
          "the size of frame 0, " + width + "x" + height,
          frame.width() + "x" + frame.height(),
          "resize the frame or take it out");
    }
    return frame;
  }
}
