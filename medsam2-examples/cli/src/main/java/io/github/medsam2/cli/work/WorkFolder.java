// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.cli.draw.Overlay;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder in which a reader corrects masks with a program that paints: of each case the image, the
 * mask to correct, and both as a picture to look at.
 */
public final class WorkFolder {
  private final Path folder;

  /** In this folder, which is made where there is none. */
  public WorkFolder(Path folder) {
    this.folder = OutputFolder.create(folder);
  }

  /** Writes a case. */
  public void write(String id, Image image, Mask mask) {
    Image shown = Intensity.standard().toUint8(image);
    ImageFile.writePng(folder.resolve(id + "-image.png"), shown);
    ImageFile.writePng(file(id), mask);
    ImageFile.writePng(folder.resolve(id + "-overlay.png"), Overlay.of(shown, mask, List.of()));
  }

  /** Whether a mask of the case is there. */
  public boolean has(String id) {
    return Files.isRegularFile(file(id));
  }

  /** The mask as it is now. */
  public Mask read(String id, int width, int height) {
    return Picture.mask(file(id), width, height);
  }

  private Path file(String id) {
    return folder.resolve(id + "-mask.png");
  }
}
