package io.github.medsam2.checkpoint;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The writer of {@link TorchZip}: the pickle first, then one storage per tensor. */
final class TorchZipWriter {
  private static final String ROOT = "archive/";

  /** The version of torch's archive format that storages without compression need. */
  private static final String VERSION = "3\n";

  private TorchZipWriter() {}

  static void write(Path file, Map<String, HostTensor> tensors, Map<String, String> metadata) {
    List<HostTensor> storages = new ArrayList<>(tensors.values());
    ByteBuffer pickle = PickleWriter.checkpoint(tensors, metadata);
    requireRoom(storages, pickle.remaining());
    AtomicFile.write(
        file,
        out -> {
          ZipWriter zip = new ZipWriter(out);
          zip.add(ROOT + TorchZip.PICKLE, pickle);
          zip.add(ROOT + TorchZip.BYTE_ORDER, ascii("little"));
          for (int i = 0; i < storages.size(); i++) {
            zip.add(ROOT + "data/" + i, storages.get(i).data());
          }
          zip.add(ROOT + "version", ascii(VERSION));
          zip.finish();
        });
  }

  /** What is written here must be readable here: the reader's limits hold for the writer. */
  private static void requireRoom(List<HostTensor> storages, int pickle) {
    long bytes = storages.stream().mapToLong(t -> t.data().capacity()).sum();
    long directory = storages.size() * ZipWriter.MAX_ENTRY_OVERHEAD;
    boolean fits =
        storages.size() <= Limits.TENSORS / 2
            && pickle <= Limits.DESCRIPTION_BYTES
            && bytes + directory + pickle <= ZipWriter.MAX_BYTES;
    if (!fits) {
      throw new InvalidInputException(
          "checkpoint to write",
          "at most "
              + Limits.TENSORS / 2
              + " tensors of less than 4 GiB together, described in "
              + Limits.DESCRIPTION_BYTES
              + " bytes",
          storages.size() + " tensors of " + bytes + " bytes described in " + pickle,
          "write safetensors, or split the file");
    }
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
