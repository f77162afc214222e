// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds.journal;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.file.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Bytes under the SHA-256 of what they are, in {@code ab/cdef..}. What is there is never changed;
 * the same bytes are kept once. Thread-safe.
 */
public final class ObjectStore {
  private static final long LARGEST = 64 << 20;

  private final Path folder;

  /** Makes the folder where there is none, and removes what a killed process left half. */
  public ObjectStore(Path folder) {
    this.folder = folder;
    try {
      Durable.folder(folder);
      sweep();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void sweep() throws IOException {
    List<Path> halves;
    try (Stream<Path> all = Files.walk(folder, 2)) {
      halves = all.filter(f -> f.getFileName().toString().endsWith(".part")).toList();
    }
    for (Path half : halves) {
      Files.deleteIfExists(half);
    }
  }

  /**
   * Keeps bytes. When this returns they are on the disk.
   *
   * @return 64 hexadecimal digits
   */
  public String put(byte[] bytes) {
    String id = sha256(bytes);
    Path file = file(id);
    try {
      if (!Files.exists(file)) {
        Path parent = folder.resolve(id.substring(0, 2));
        Durable.folder(parent);
        AtomicFiles.write(file, "object of a project", out -> out.write(bytes));
        Durable.sync(parent);
      }
    } catch (IOException e) {
      throw failed(e);
    }
    return id;
  }

  /**
   * The bytes of an id.
   *
   * @throws FormatException when there are none, or others
   */
  public byte[] get(String id) {
    Path file = file(id);
    try {
      boolean there = Files.isRegularFile(file) && Files.size(file) <= LARGEST;
      byte[] bytes = there ? Files.readAllBytes(file) : new byte[0];
      if (!there || !sha256(bytes).equals(id)) {
        throw new FormatException(
            "object " + id.substring(0, 12),
            "the bytes that were kept",
            there ? "others" : "none",
            "the folder was damaged after it was written: take a whole copy");
      }
      return bytes;
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private Path file(String id) {
    if (!id.matches("[0-9a-f]{64}")) {
      throw new InvalidInputException(
          "id of an object", "64 hexadecimal digits", "another text", "correct it");
    }
    return folder.resolve(id.substring(0, 2)).resolve(id.substring(2));
  }

  /** The SHA-256 of bytes, as 64 hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    return Sha256.begin().and(ByteBuffer.wrap(bytes)).hex();
  }

  private static MedSam2Exception failed(IOException e) {
    return new MedSam2Exception(
        "objects of a project",
        "a folder to read and write",
        e.getClass().getSimpleName(),
        "check path, rights and free space");
  }
}
