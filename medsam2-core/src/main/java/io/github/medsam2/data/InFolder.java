// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that a table names: never outside of its folder. */
final class InFolder {

  private InFolder() {}

  static Path file(Path folder, String name) {
    try {
      Path root = folder.normalize();
      Path file = root.resolve(name).normalize();
      if (file.startsWith(root) && !file.equals(root)) {
        return file;
      }
    } catch (InvalidPathException notAName) {
      // refused below
    }
    throw new InvalidInputException(
        "file named by a table of samples", "one in its folder", "another", "correct the table");
  }
}
