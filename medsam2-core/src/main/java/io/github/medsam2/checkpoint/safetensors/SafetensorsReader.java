// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.safetensors;

import static io.github.medsam2.checkpoint.storage.WeightFile.DAMAGED;

import io.github.medsam2.checkpoint.safetensors.SafetensorsHeader.Entry;
import io.github.medsam2.checkpoint.storage.Contents;
import io.github.medsam2.checkpoint.storage.Extents;
import io.github.medsam2.checkpoint.storage.StridedView;
import io.github.medsam2.checkpoint.storage.TensorPlace;
import io.github.medsam2.checkpoint.storage.WeightFile;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The reader of safetensors: header, then places in the data, which it checks to fill it. */
public final class SafetensorsReader {

  private SafetensorsReader() {}

  /** Reads what a file holds. */
  public static Contents read(WeightFile file) {
    int length = headerLength(file);
    SafetensorsHeader header = SafetensorsHeader.parse(file.name(), file.read(Long.BYTES, length));
    long data = Long.BYTES + (long) length;
    header.entries().forEach((key, entry) -> checkSize(file, key, entry));
    checkCover(file, header.entries(), file.size() - data);
    Map<String, TensorPlace> tensors = new LinkedHashMap<>();
    Map<String, Shape> tables = new LinkedHashMap<>();
    header
        .entries()
        .forEach(
            (key, entry) -> {
              if (entry.complex()) {
                tables.put(key, withoutPairs(entry.shape()));
              } else {
                tensors.put(key, place(data, entry));
              }
            });
    return new Contents(tensors, header.metadata(), List.copyOf(tables.keySet()), tables);
  }

  private static Shape withoutPairs(Shape shape) {
    long[] dims = shape.dims();
    return Shape.of(Arrays.copyOf(dims, dims.length - 1));
  }

  private static int headerLength(WeightFile file) {
    long length = file.size() < Long.BYTES ? -1 : file.read(0, Long.BYTES).getLong();
    long room = Math.min(file.size() - Long.BYTES, WeightFileBounds.DESCRIPTION_BYTES);
    if (length < 2 || length > room) {
      throw new CheckpointException(
          file.name() + ", header",
          "a length of 2 to " + room + " bytes",
          Long.toString(length),
          DAMAGED);
    }
    return Math.toIntExact(length);
  }

  private static void checkSize(WeightFile file, String key, Entry entry) {
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
  private static void checkCover(WeightFile file, Map<String, Entry> entries, long size) {
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

  private static TensorPlace place(long data, Entry entry) {
    return new TensorPlace(
        entry.dtype(), StridedView.rowMajor(entry.shape()), data + entry.begin());
  }
}
