// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.torch;

import static io.github.medsam2.checkpoint.storage.WeightFile.DAMAGED;

import io.github.medsam2.checkpoint.pickle.PickleMachine;
import io.github.medsam2.checkpoint.pickle.PickleValue.Storage;
import io.github.medsam2.checkpoint.pickle.PickleValue.Tensor;
import io.github.medsam2.checkpoint.storage.Contents;
import io.github.medsam2.checkpoint.storage.Extents;
import io.github.medsam2.checkpoint.storage.StridedView;
import io.github.medsam2.checkpoint.storage.TensorPlace;
import io.github.medsam2.checkpoint.storage.WeightFile;
import io.github.medsam2.checkpoint.storage.WeightFileBounds;
import io.github.medsam2.checkpoint.torch.ZipDirectory.Entry;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** The reader of files of {@code torch.save}: archive, then pickle, then places in the storages. */
public final class TorchZipReader {

  private final WeightFile file;
  private final ZipDirectory zip;
  private final String root;
  private long rearranged;

  private TorchZipReader(WeightFile file) {
    this.file = file;
    this.zip = ZipDirectory.read(file);
    this.root = findRoot();
  }

  /** Reads what a file holds. */
  public static Contents read(WeightFile file) {
    return new TorchZipReader(file).read();
  }

  private Contents read() {
    requireWeightsOnly();
    requireLittleEndian();
    Entry pickle = require(root + TorchZipWriter.PICKLE);
    StateDict state =
        StateDict.of(
            file.name(), PickleMachine.run(file.name() + ", " + pickle.name(), bytes(pickle)));
    Map<String, TensorPlace> tensors = new LinkedHashMap<>();
    state.tensors().forEach((key, tensor) -> tensors.put(key, place(key, tensor)));
    return new Contents(tensors, state.metadata(), state.leftOut(), state.tables());
  }

  /** The folder of the archive's only pickle, with its slash. */
  private String findRoot() {
    List<String> roots =
        zip.names().stream()
            .filter(name -> name.endsWith("/" + TorchZipWriter.PICKLE))
            .map(name -> name.substring(0, name.length() - TorchZipWriter.PICKLE.length()))
            .filter(folder -> folder.indexOf('/') == folder.length() - 1)
            .toList();
    if (roots.size() != 1) {
      throw new CheckpointException(
          file.name(),
          "a checkpoint of torch.save, with one data.pkl",
          "a zip archive with " + (roots.isEmpty() ? "none" : roots.size()),
          "give the .pt file itself, not an archive that contains it or another program's file");
    }
    return roots.get(0);
  }

  private void requireWeightsOnly() {
    if (zip.find(root + "constants.pkl").isPresent()) {
      throw new CheckpointException(
          file.name(),
          "a checkpoint of torch.save",
          "a TorchScript program of torch.jit.save",
          "save its weights: torch.save({'model': torch.jit.load(path).state_dict()}, path)");
    }
  }

  private void requireLittleEndian() {
    zip.find(root + TorchZipWriter.BYTE_ORDER)
        .map(entry -> StandardCharsets.ISO_8859_1.decode(bytes(entry)).toString())
        .filter(order -> !order.equals("little"))
        .ifPresent(
            order -> {
              throw new CheckpointException(
                  file.name(),
                  "byte order little",
                  "another byte order",
                  "save it again on a little-endian machine, such as x86 or ARM");
            });
  }

  private Entry require(String name) {
    return zip.find(name)
        .orElseThrow(
            () -> new CheckpointException(file.name(), "entry " + name, "no such entry", DAMAGED));
  }

  /**
   * A copy of an entry that describes tensors. Its checksum is compared, because a flipped bit in
   * an offset would otherwise pass for other weights; those of the tensors are not, since that
   * would read the whole file.
   */
  private ByteBuffer bytes(Entry entry) {
    if (entry.size() > WeightFileBounds.DESCRIPTION_BYTES) {
      throw new CheckpointException(
          file.name() + ", entry " + entry.name(),
          "at most " + WeightFileBounds.DESCRIPTION_BYTES + " bytes",
          entry.size() + " bytes",
          "save the weights alone: torch.save({'model': model.state_dict()}, path)");
    }
    ByteBuffer bytes = file.read(zip.dataOffset(entry), (int) entry.size());
    CRC32 crc = new CRC32();
    crc.update(bytes.duplicate());
    if (crc.getValue() != entry.crc()) {
      throw new CheckpointException(
          file.name() + ", entry " + entry.name(),
          "bytes of the checksum that the archive gives",
          "others",
          DAMAGED + ", or save it with torch.serialization.set_crc32_options(True)");
    }
    return bytes;
  }

  private TensorPlace place(String key, Tensor tensor) {
    Storage storage = tensor.storage();
    DType dtype = storage.dtype();
    Entry entry = require(root + "data/" + storage.key());
    if (Extents.product(storage.count(), dtype.bytes()) != entry.size()) {
      throw new CheckpointException(
          file.name() + ", tensor " + key,
          "a storage of " + storage.count() + " elements of " + dtype,
          entry.size() + " bytes",
          DAMAGED);
    }
    StridedView view = tensor.view();
    long start = zip.dataOffset(entry) + view.offset() * dtype.bytes();
    TensorPlace place = new TensorPlace(dtype, view, start);
    file.require(start, place.span());
    if (!view.isContiguous()) {
      checkRearranged(key, place);
    }
    return place;
  }

  private void checkRearranged(String key, TensorPlace place) {
    long bytes = Extents.product(place.view().count(), place.dtype().bytes());
    if (bytes > WeightFileBounds.REARRANGED_BYTES - rearranged) {
      throw new CheckpointException(
          file.name() + ", tensor " + key,
          "at most "
              + WeightFileBounds.REARRANGED_BYTES
              + " bytes of tensors that are not row-major",
          place.view().toString(),
          "save the weights with .contiguous() applied to each");
    }
    rearranged += bytes;
  }
}
