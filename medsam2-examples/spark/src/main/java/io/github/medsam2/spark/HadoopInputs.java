// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import io.github.medsam2.batch.run.Inputs;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * Files of any scheme that Hadoop knows; those of other machines are copied for the time of a case.
 *
 * @param base from which relative locations lead
 * @param configuration of the file systems
 */
record HadoopInputs(String base, Configuration configuration) implements Inputs {

  /** The folder of a file. */
  static String parent(String file) {
    org.apache.hadoop.fs.Path parent = new org.apache.hadoop.fs.Path(file).getParent();
    return parent == null ? "." : parent.toString();
  }

  @Override
  public Local fetch(String location) {
    try {
      org.apache.hadoop.fs.Path from =
          new org.apache.hadoop.fs.Path(new org.apache.hadoop.fs.Path(base), location);
      FileSystem system = from.getFileSystem(configuration);
      if (system.getScheme().equals("file")) {
        return new Copy(new File(system.resolvePath(from).toUri()).toPath(), null);
      }
      Path to = Files.createTempDirectory("medsam2-case");
      boolean whole = false;
      try {
        Path copy = to.resolve(from.getName());
        system.copyToLocalFile(from, new org.apache.hadoop.fs.Path(copy.toUri()));
        whole = true;
        return new Copy(copy, to);
      } finally {
        if (!whole) {
          delete(to);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException("input", "a path", "another text", "name a file");
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Without the cause: its message names the file, and file names name patients. */
  private static MedSam2Exception failed(IOException e) {
    return new MedSam2Exception(
        "input", "a readable file", e.getClass().getSimpleName(), "check location and rights");
  }

  private static void delete(Path folder) throws IOException {
    if (!FileUtil.fullyDelete(folder.toFile())) {
      throw new IOException("a copy cannot be removed");
    }
  }

  private record Copy(Path path, @Nullable Path temporary) implements Local {
    @Override
    public void close() {
      if (temporary != null) {
        try {
          delete(temporary);
        } catch (IOException e) {
          throw failed(e);
        }
      }
    }
  }
}
