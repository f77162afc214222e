// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Masks that another program made: a folder with one PNG for each object, named {@code
 * <case>_<object>.png} with objects counted from 0, or {@code <case>_<object>_<repeat>.png} where a
 * protocol repeats. Pixels other than black are inside; the size is that of the image. They take
 * part in the protocol they were made with and in no other; {@link PromptSheet} writes down what
 * the other program is to be prompted with. A file that is not there is a failure on that object.
 *
 * @param folder of the files
 * @param protocol how their makers were prompted
 */
public record GivenMasks(Path folder, Protocol.Prompted protocol) implements Candidate {

  /** The mask of an object. */
  Mask read(String caseId, int object, int repeat) {
    Path file = folder.resolve(fileName(caseId, object, repeat, protocol));
    if (!folder.normalize().equals(file.normalize().getParent())) {
      throw refused("a case id that can be part of a file name", "another", "rename the case");
    }
    if (!Files.isRegularFile(file)) {
      throw refused("a mask of every object", "none of this one", "make it, and name it so");
    }
    Image image = ImageFile.read(file);
    byte[] inside = new byte[image.width() * image.height()];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (byte) (isBlack(image, i % image.width(), i / image.width()) ? 0 : 1);
    }
    return Mask.of(image.width(), image.height(), inside);
  }

  private static boolean isBlack(Image image, int x, int y) {
    for (int c = 0; c < image.channels(); c++) {
      if (image.value(x, y, c) != 0) {
        return false;
      }
    }
    return true;
  }

  static String fileName(String caseId, int object, int repeat, Protocol.Prompted protocol) {
    return caseId + "_" + object + (protocol.repeats() > 1 ? "_" + repeat : "") + ".png";
  }

  private static InvalidInputException refused(String expected, String found, String fix) {
    return new InvalidInputException("masks made elsewhere", expected, found, fix);
  }

  /** {@code masks made elsewhere by box}; not where they lie. */
  @Override
  public String toString() {
    return "masks made elsewhere by " + protocol.name();
  }
}
