// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The key that pseudonyms are made by. */
public final class KeyGiven {
  private static final int LEAST = 16;
  private static final int MOST = 4096;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      order = 60,
      description =
          "at least 16 random bytes by which pseudonyms of DICOM patients are made: the same ones"
              + " with the same key. Keep it as you would keep the names. Otherwise one that nobody"
              + " knows")
  private Optional<Path> file = Optional.empty();

  /** The key, if a file was named. */
  public Optional<byte[]> bytes() {
    return file.map(KeyGiven::read);
  }

  private static byte[] read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] key = in.readNBytes(MOST);
      if (key.length < LEAST) {
        throw new MedSam2Exception(
            "key",
            "at least " + LEAST + " random bytes",
            key.length + "",
            "make one: head -c 32 /dev/urandom > key");
      }
      return key;
    } catch (IOException e) {
      throw new MedSam2Exception(
          "key",
          "a file that can be read",
          e.getClass().getSimpleName(),
          "check path and rights",
          e);
    }
  }
}
