// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.torch;

import io.github.medsam2.checkpoint.pickle.PickleWriter;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.checkpoint.storage.Writable;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The writer of files of {@code torch.save}: the pickle first, then one storage per tensor. */
public final class TorchZipWriter {
  static final String PICKLE = "data.pkl";
  static final String BYTE_ORDER = "byteorder";
  private static final String ROOT = "archive/";

  /** The version of torch's archive format that storages without compression need. */
  private static final String VERSION = "3\n";

  /** Pickle, byte order, version, and the directory's end. */
  private static final int OTHER_ENTRIES = 4;

  private TorchZipWriter() {}

  /** Writes a file of less than 4 GiB. */
  public static void write(
      Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
    Writable.require(tensors, metadata);
    List<HostTensor> storages = new ArrayList<>(tensors.values());
    ByteBuffer pickle = PickleWriter.checkpoint(tensors, metadata);
    requireRoom(storages, pickle.remaining());
    AtomicFiles.write(
        file,
        "checkpoint",
        out -> {
          ZipWriter zip = new ZipWriter(out);
          zip.add(ROOT + PICKLE, pickle);
          zip.add(ROOT + BYTE_ORDER, ascii("little"));
          for (int i = 0; i < storages.size(); i++) {
            zip.add(ROOT + "data/" + i, storages.get(i).data());
          }
          zip.add(ROOT + "version", ascii(VERSION));
          zip.finish();
        });
  }

  private static void requireRoom(List<HostTensor> storages, int pickle) {
    long overhead = (storages.size() + OTHER_ENTRIES) * ZipWriter.MAX_ENTRY_OVERHEAD;
    long bytes = storages.stream().mapToLong(HostTensor::bytes).sum();
    Writable.atMost(WeightFileBounds.DESCRIPTION_BYTES, pickle, "bytes of keys, shapes and texts");
    Writable.atMost(ZipWriter.MAX_BYTES - overhead - pickle, bytes, "bytes of values");
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
