// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names as HMAC-SHA256 under the project's own key, which lies in the file {@code key}: without it
 * nobody can try names until one fits. Thread-safe.
 */
final class KeyedHash {
  private static final int BYTES = 32;

  private final byte[] key;

  private KeyedHash(byte[] key) {
    this.key = key;
  }

  /**
   * The key in a folder.
   *
   * @param make whether to make one where there is none
   */
  static KeyedHash in(Path folder, boolean make) {
    Path file = folder.resolve("key");
    try {
      if (make && !Files.exists(file)) {
        byte[] drawn = new byte[BYTES];
        new SecureRandom().nextBytes(drawn);
        AtomicFiles.write(file, "key of a project", out -> out.write(drawn));
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
          Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
      }
      boolean there = Files.isRegularFile(file) && Files.size(file) == BYTES;
      if (!there) {
        throw new FormatException(
            "key of a project", "its 32 bytes", "none", "take them from where it was begun");
      }
      return new KeyedHash(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new MedSam2Exception(
          "key of a project",
          "a file to read and write",
          e.getClass().getSimpleName(),
          "check path and rights");
    }
  }

  /** 32 hexadecimal digits; other ones for another kind of name. */
  String of(String kind, String name) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] sum = mac.doFinal((kind + "\0" + name).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(sum, 16));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
