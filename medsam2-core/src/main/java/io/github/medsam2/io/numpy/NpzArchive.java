// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.numpy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.io.voxel.Input;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A ZIP file with one NumPy array in each entry, read by name. */
public final class NpzArchive implements Closeable {
  public static final String FORMAT = "NPZ file";

  private final ZipFile zip;

  private NpzArchive(ZipFile zip) {
    this.zip = zip;
  }

  /** What a reader does with an open archive. */
  public interface Reading<T> {
    T apply(NpzArchive archive) throws IOException;
  }

  /** Opens an archive, reads from it and closes it. */
  public static <T> T read(Path file, Reading<T> reading) {
    return Input.guard(
        FORMAT,
        () -> {
          try (NpzArchive archive = new NpzArchive(open(file))) {
            archive.requireDifferentNames();
            return reading.apply(archive);
          } catch (IllegalArgumentException e) {
            // Entry names that are no text in their character set.
            throw new FormatException(
                FORMAT, "entries with valid names", "others", "save it with numpy.savez", e);
          }
        });
  }

  private static ZipFile open(Path file) throws IOException {
    try {
      return new ZipFile(file.toFile());
    } catch (UnsupportedOperationException e) {
      throw new MedSam2Exception(
          FORMAT, "a path of the default file system", "another", "copy the file there", e);
    }
  }

  private void requireDifferentNames() {
    Set<String> names = new HashSet<>();
    if (!zip.stream().allMatch(entry -> names.add(entry.getName()))) {
      throw new FormatException(
          FORMAT, "one array of each name", "two of one name", "save it with numpy.savez");
    }
  }

  /** Reads an array if the archive has it. */
  public <T> Optional<T> array(String key, Input.Reading<T> reading) throws IOException {
    ZipEntry entry = zip.getEntry(key + ".npy");
    if (entry == null) {
      return Optional.empty();
    }
    String where = FORMAT + ", array " + key;
    // What an entry claims to hold is held against what it can expand to.
    long compressed = Math.max(0, entry.getCompressedSize());
    long most =
        entry.getMethod() == ZipEntry.STORED ? compressed : compressed * Input.DEFLATE_RATIO;
    long size = Math.min(Math.max(0, entry.getSize()), most);
    try (Input in = Input.of(where, new Checked(zip.getInputStream(entry), entry), size)) {
      return Optional.of(reading.apply(in));
    }
  }

  /** Reads an array that must be there. */
  public <T> T required(String key, Input.Reading<T> reading) throws IOException {
    return array(key, reading)
        .orElseThrow(
            () ->
                new FormatException(
                    FORMAT, "an array named " + key, "none", "give a MedSAM2 benchmark file"));
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  /** Compares the checksum at the end of an entry, which {@link ZipFile} does not. */
  private static final class Checked extends FilterInputStream {
    private final ZipEntry entry;
    private final CRC32 sum;

    Checked(InputStream in, ZipEntry entry) {
      this(in, entry, new CRC32());
    }

    private Checked(InputStream in, ZipEntry entry, CRC32 sum) {
      super(new CheckedInputStream(in, sum));
      this.entry = entry;
      this.sum = sum;
    }

    @Override
    public int read() throws IOException {
      return check(super.read());
    }

    @Override
    public int read(byte[] b, int off, int len) throws IOException {
      return check(super.read(b, off, len));
    }

    private int check(int read) throws ZipException {
      if (read < 0 && entry.getCrc() != sum.getValue()) {
        throw new ZipException("checksum");
      }
      return read;
    }
  }
}
