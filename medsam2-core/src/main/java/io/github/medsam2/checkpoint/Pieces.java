// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import io.github.medsam2.checkpoint.StoredTensor.FileRegion;
import io.github.medsam2.checkpoint.alias.KeyMap.Origin;
import io.github.medsam2.checkpoint.storage.Contents;
import io.github.medsam2.checkpoint.storage.TensorPlace;
import io.github.medsam2.checkpoint.storage.WeightFile;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/** Tensors made of what lies in a file: of one of its tensors, a part of one, or several joined. */
record Pieces(WeightFile file, Contents contents) {

  StoredTensor tensor(String name, List<Origin> origins) {
    return origins.size() == 1 ? one(origins.get(0)) : joined(name, origins);
  }

  private StoredTensor one(Origin origin) {
    TensorPlace place = place(origin);
    FileRegion region =
        file.path()
            .filter(path -> place.view().isContiguous())
            .map(path -> new FileRegion(path, place.start(), place.span()))
            .orElse(null);
    return new StoredTensor(place.in(file), region);
  }

  private TensorPlace place(Origin origin) {
    TensorPlace whole = Objects.requireNonNull(contents.tensors().get(origin.key()));
    return whole
        .part(origin.part(), origin.parts())
        .orElseThrow(
            () ->
                new CheckpointException(
                    file.name() + ", tensor " + origin.key(),
                    origin.parts() + " equal parts along the first axis",
                    "shape " + whole.view().shape(),
                    "convert the weights back to the original's names"));
  }

  /** Read when asked for, and joined then: nothing is held twice. */
  private StoredTensor joined(String name, List<Origin> origins) {
    List<HostTensor> parts = origins.stream().map(o -> place(o).in(file)).toList();
    HostTensor first = parts.get(0);
    long rows = 0;
    for (HostTensor part : parts) {
      requireAlike(name, first, part);
      rows += part.shape().dim(0);
    }
    Shape shape = first.shape().with(0, rows);
    return new StoredTensor(HostTensor.lazy(shape, first.dtype(), () -> join(shape, parts)), null);
  }

  private static ByteBuffer join(Shape shape, List<HostTensor> parts) {
    ByteBuffer all = HostTensor.zeros(parts.get(0).dtype(), shape).data();
    parts.forEach(part -> all.put(part.data()));
    return all.flip().asReadOnlyBuffer();
  }

  private void requireAlike(String name, HostTensor first, HostTensor other) {
    boolean ranked = first.shape().rank() > 0 && first.shape().rank() == other.shape().rank();
    if (!ranked
        || !first.shape().with(0, 1).equals(other.shape().with(0, 1))
        || first.dtype() != other.dtype()) {
      throw new CheckpointException(
          file.name() + ", tensor " + name,
          "pieces of one type, alike but for the first axis",
          first.dtype() + " " + first.shape() + " and " + other.dtype() + " " + other.shape(),
          "convert the weights back to the original's names");
    }
  }
}
