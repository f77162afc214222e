// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.file;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A SHA-256 that grows with what it takes in. Not thread-safe. */
public final class Sha256 {
  private static final int BUFFER = 1 << 16;

  private final MessageDigest digest;

  private Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /** Of nothing yet. */
  public static Sha256 begin() {
    return new Sha256();
  }

  /** Of a file's bytes, read once. */
  public static String of(Path file) {
    Sha256 sum = begin();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        sum.digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      // Without the cause: its message names the file, and file names name patients.
      throw new MedSam2Exception(
          "file to hash", "a readable file", e.getClass().getSimpleName(), "check path and rights");
    }
    return sum.hex();
  }

  /** Takes in the bytes from position to limit, without moving them. */
  public Sha256 and(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
    return this;
  }

  /** Takes in a text as UTF-8 and a zero byte, so that no two texts run into each other. */
  public Sha256 and(String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    return this;
  }

  /** 64 hexadecimal digits of all that was taken in; it begins anew. */
  public String hex() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
