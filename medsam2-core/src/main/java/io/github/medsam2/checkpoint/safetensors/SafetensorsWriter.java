// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.safetensors;

import io.github.medsam2.checkpoint.storage.Utf8;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.checkpoint.storage.Writable;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The writer of safetensors. The header lists tensors as given; their bytes go widest element type
 * first, and the header is padded to 8 bytes, so that every tensor is aligned to its elements.
 */
public final class SafetensorsWriter {
  private static final int ALIGNMENT = 8;

  private SafetensorsWriter() {}

  public static void write(
      Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
    AtomicFiles.write(file, "checkpoint", content(tensors, metadata));
  }

  /** What a file would hold; checked already. */
  public static AtomicFiles.Content content(
      Map<String, HostTensor> tensors, Map<String, String> metadata) {
    Writable.require(tensors, metadata);
    if (tensors.containsKey(SafetensorsHeader.METADATA)) {
      throw new InvalidInputException(
          "tensors",
          "keys of tensors",
          SafetensorsHeader.METADATA + ", which the format reserves",
          "rename the tensor");
    }
    List<Map.Entry<String, HostTensor>> order =
        tensors.entrySet().stream()
            .sorted(
                Comparator.comparing(e -> e.getValue().dtype().bytes(), Comparator.reverseOrder()))
            .toList();
    ByteBuffer header = header(tensors, offsets(order), metadata);
    return stream -> {
      WritableByteChannel out = Channels.newChannel(stream);
      out.write(header.duplicate());
      for (Map.Entry<String, HostTensor> e : order) {
        out.write(e.getValue().data());
      }
    };
  }

  private static Map<String, Long> offsets(List<Map.Entry<String, HostTensor>> order) {
    Map<String, Long> offsets = new HashMap<>();
    long at = 0;
    for (Map.Entry<String, HostTensor> e : order) {
      offsets.put(e.getKey(), at);
      at += e.getValue().bytes();
    }
    return offsets;
  }

  private static ByteBuffer header(
      Map<String, HostTensor> tensors, Map<String, Long> offsets, Map<String, String> metadata) {
    StringBuilder json = new StringBuilder("{");
    if (!metadata.isEmpty()) {
      json.append("\"__metadata__\":").append(texts(metadata));
    }
    tensors.forEach(
        (key, tensor) -> {
          json.append(json.length() > 1 ? "," : "").append(quote(key)).append(':');
          json.append(entry(tensor, Objects.requireNonNull(offsets.get(key))));
        });
    byte[] utf8 = Utf8.encode(json.append('}').toString());
    int padded = (utf8.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    Writable.atMost(WeightFileBounds.DESCRIPTION_BYTES, padded, "bytes of keys, shapes and texts");
    ByteBuffer header =
        ByteBuffer.allocate(Long.BYTES + padded)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(padded)
            .put(utf8);
    while (header.hasRemaining()) {
      header.put((byte) ' ');
    }
    return header.flip();
  }

  private static String texts(Map<String, String> metadata) {
    return metadata.entrySet().stream()
        .map(e -> quote(e.getKey()) + ":" + quote(e.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String entry(HostTensor tensor, long begin) {
    String shape =
        Arrays.stream(tensor.shape().dims())
            .mapToObj(Long::toString)
            .collect(Collectors.joining(",", "[", "]"));
    return String.format(
        Locale.ROOT,
        "{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}",
        SafetensorsType.of(tensor.dtype()),
        shape,
        begin,
        begin + tensor.data().capacity());
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
