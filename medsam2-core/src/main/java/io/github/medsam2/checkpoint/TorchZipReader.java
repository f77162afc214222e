// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static io.github.medsam2.checkpoint.CheckpointException.DAMAGED;

import io.github.medsam2.checkpoint.PickleValue.Storage;
import io.github.medsam2.checkpoint.PickleValue.Tensor;
import io.github.medsam2.checkpoint.StoredTensor.FileRegion;
import io.github.medsam2.checkpoint.ZipDirectory.Entry;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** The reader of {@link TorchZip}: archive, then pickle, then views of the storages. */
final class TorchZipReader {

  private final MappedFile file;
  private final ZipDirectory zip;
  private final String root;
  private long rearranged;

  private TorchZipReader(MappedFile file) {
    this.file = file;
    this.zip = ZipDirectory.read(file);
    this.root = findRoot();
  }

  static Checkpoint read(MappedFile file) {
    return new TorchZipReader(file).read();
  }

  private Checkpoint read() {
    requireWeightsOnly();
    requireLittleEndian();
    Entry pickle = require(root + TorchZip.PICKLE);
    StateDict state =
        StateDict.of(
            file.name(), PickleMachine.run(file.name() + ", " + pickle.name(), bytes(pickle)));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    state.tensors().forEach((key, tensor) -> tensors.put(key, tensor(key, tensor)));
    return new Checkpoint(file.name(), tensors, state.metadata());
  }

  /** The folder of the archive's only pickle, with its slash. */
  private String findRoot() {
    List<String> roots =
        zip.names().stream()
            .filter(name -> name.endsWith("/" + TorchZip.PICKLE))
            .map(name -> name.substring(0, name.length() - TorchZip.PICKLE.length()))
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
    zip.find(root + TorchZip.BYTE_ORDER)
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
    if (entry.size() > Limits.DESCRIPTION_BYTES) {
      throw new CheckpointException(
          file.name() + ", entry " + entry.name(),
          "at most " + Limits.DESCRIPTION_BYTES + " bytes",
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

  private StoredTensor tensor(String key, Tensor tensor) {
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
    ByteBuffer used = file.map(start, view.span() * dtype.bytes());
    if (!view.isContiguous()) {
      return new StoredTensor(rearrange(key, view, dtype, used), null);
    }
    return new StoredTensor(
        new HostTensor(view.shape(), dtype, used),
        new FileRegion(file.path(), start, used.capacity()));
  }

  private HostTensor rearrange(String key, StridedView view, DType dtype, ByteBuffer used) {
    long bytes = Extents.product(view.count(), dtype.bytes());
    if (bytes > Limits.REARRANGED_BYTES - rearranged) {
      throw new CheckpointException(
          file.name() + ", tensor " + key,
          "at most " + Limits.REARRANGED_BYTES + " bytes of tensors that are not row-major",
          view.toString(),
          "save the weights with .contiguous() applied to each");
    }
    rearranged += bytes;
    HostTensor rows = HostTensor.zeros(dtype, view.shape());
    view.gather(used, dtype.bytes(), rows.data());
    return rows;
  }
}
