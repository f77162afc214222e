// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.error.InvalidInputException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Files of this machine, named by whoever wrote the manifest.
 *
 * @param folder from which relative paths lead
 */
public record FolderInputs(Path folder) implements Inputs {

  @Override
  public Local fetch(String location) {
    try {
      return new Here(folder.resolve(location));
    } catch (InvalidPathException e) {
      throw new InvalidInputException("input", "a path", "another text", "name a file");
    }
  }

  private record Here(Path path) implements Local {
    @Override
    public void close() {}
  }
}
