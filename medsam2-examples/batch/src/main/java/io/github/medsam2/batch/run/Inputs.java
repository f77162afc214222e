// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import java.nio.file.Path;

/** Where the files of cases come from. Thread-safe. */
public interface Inputs {

  /**
   * A file or folder that can be opened here.
   *
   * @param location as the manifest names it
   */
  Local fetch(String location);

  /** A file or folder of this machine; closing removes what was only copied here. */
  interface Local extends AutoCloseable {
    /** Where it lies. */
    Path path();

    @Override
    void close();
  }
}
