// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static io.github.medsam2.checkpoint.CheckpointException.DAMAGED;

import io.github.medsam2.checkpoint.SafetensorsHeader.Entry;
import io.github.medsam2.checkpoint.StoredTensor.FileRegion;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The safetensors format: a header that names tensors, then their bytes.
 *
 * <pre>
 * File    --&gt; Length Header Data
 * Length  --&gt; uint64 little endian: bytes of the header, blanks at its end included
 * Header  --&gt; see {@link SafetensorsHeader}
 * Data    --&gt; the tensors' bytes, row-major, little endian, without gap or overlap
 * </pre>
 *
 * @see <a href="https://huggingface.co/docs/safetensors">the format's description</a>
 */
public final class Safetensors {

  private Safetensors() {}

  /** Opens a file. Throws {@link CheckpointException} when it is anything but safetensors. */
  public static Checkpoint open(Path file) {
    try (MappedFile mapped = MappedFile.open(file)) {
      return read(mapped);
    }
  }

  /**
   * Writes a file, whole or not at all; one that was there is replaced.
   *
   * @param file to write
   * @param tensors by key, in the order in which they will be listed
   * @param metadata texts to store beside them
   */
  public static void write(
      Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
    SafetensorsWriter.write(file, tensors, metadata);
  }

  static Checkpoint read(MappedFile file) {
    int length = headerLength(file);
    SafetensorsHeader header = SafetensorsHeader.parse(file.name(), file.read(Long.BYTES, length));
    long data = Long.BYTES + (long) length;
    header.entries().forEach((key, entry) -> checkSize(file, key, entry));
    checkCover(file, header.entries(), file.size() - data);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    header.entries().forEach((key, entry) -> tensors.put(key, tensor(file, data, entry)));
    return new Checkpoint(file.name(), tensors, header.metadata());
  }

  private static int headerLength(MappedFile file) {
    long length = file.size() < Long.BYTES ? -1 : file.read(0, Long.BYTES).getLong();
    long room = Math.min(file.size() - Long.BYTES, Limits.DESCRIPTION_BYTES);
    if (length < 2 || length > room) {
      throw new CheckpointException(
          file.name() + ", header",
          "a length of 2 to " + room + " bytes",
          Long.toString(length),
          DAMAGED);
    }
    return Math.toIntExact(length);
  }

  private static void checkSize(MappedFile file, String key, Entry entry) {
    long bytes = Extents.bytes(entry.dtype(), entry.shape().dims());
    if (entry.begin() > entry.end() || entry.end() - entry.begin() != bytes) {
      throw new CheckpointException(
          file.name() + ", tensor " + key,
          "as many bytes as " + entry.shape() + " of " + entry.dtype() + " needs",
          "bytes " + entry.begin() + " to " + entry.end(),
          DAMAGED);
    }
  }

  /** The format forbids gaps as well as overlaps, so that no byte can hide or be read twice. */
  private static void checkCover(MappedFile file, Map<String, Entry> entries, long size) {
    List<Map.Entry<String, Entry>> sorted =
        entries.entrySet().stream()
            .sorted(
                Map.Entry.comparingByValue(
                    Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end)))
            .toList();
    long at = 0;
    for (Map.Entry<String, Entry> e : sorted) {
      if (e.getValue().begin() != at) {
        throw new CheckpointException(
            file.name() + ", tensor " + e.getKey(),
            "to begin at data byte " + at + " where the one before it ends",
            "byte " + e.getValue().begin(),
            DAMAGED);
      }
      at = e.getValue().end();
    }
    if (at != size) {
      throw new CheckpointException(file.name(), at + " bytes of data", size + " bytes", DAMAGED);
    }
  }

  private static StoredTensor tensor(MappedFile file, long data, Entry entry) {
    long offset = data + entry.begin();
    long length = entry.end() - entry.begin();
    ByteBuffer bytes = file.map(offset, length);
    return new StoredTensor(
        new HostTensor(entry.shape(), entry.dtype(), bytes),
        new FileRegion(file.path(), offset, length));
  }
}
