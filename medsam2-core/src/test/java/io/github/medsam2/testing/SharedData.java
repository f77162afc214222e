// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds the development data beside the checkout. A test that needs it is skipped, and counted as
 * skipped, where it is absent.
 */
public final class SharedData {

  private SharedData() {}

  /** The file or folder {@code shared/name}; skips the calling test when it is absent. */
  public static Path require(String name) {
    Path found = find(name);
    assumeTrue(found != null, "development data shared/" + name + " is absent");
    return found;
  }

  private static Path find(String name) {
    for (Path p = Path.of("").toAbsolutePath(); p != null; p = p.getParent()) {
      Path candidate = p.resolve("shared").resolve(name);
      if (Files.exists(candidate)) {
        return candidate;
      }
    }
    return null;
  }
}
