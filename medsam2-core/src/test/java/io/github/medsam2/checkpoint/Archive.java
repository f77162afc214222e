// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A zip archive made by the JDK's writer, so that the reader is not tested by its own writer. */
public final class Archive {
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private int method = ZipEntry.STORED;

  public static Archive of(byte[] pickle) {
    return new Archive().with("any/data.pkl", pickle);
  }

  public Archive with(String name, byte[] bytes) {
    entries.put(name, bytes);
    return this;
  }

  public Archive with(String name, String text) {
    return with(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Archive compressed() {
    method = ZipEntry.DEFLATED;
    return this;
  }

  public byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> e : entries.entrySet()) {
        zip.putNextEntry(entry(e.getKey(), e.getValue()));
        zip.write(e.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private ZipEntry entry(String name, byte[] bytes) {
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      CRC32 crc = new CRC32();
      crc.update(bytes);
      entry.setCrc(crc.getValue());
      entry.setSize(bytes.length);
    }
    return entry;
  }

  public Path writeTo(Path folder) {
    try {
      return Files.write(folder.resolve("file.pt"), bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
