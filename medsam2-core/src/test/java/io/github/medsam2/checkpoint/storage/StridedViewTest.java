// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Archive;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.pickle.PickleProgram;
import io.github.medsam2.checkpoint.pickle.TorchStorage;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Views of a storage, through the whole reader. */
class StridedViewTest {

  record Case(TorchStorage storage, long offset, long[] sizes, long[] strides, long spare) {}

  @Property(tries = 200)
  void everyElementIsWhereTorchWouldLookForIt(@ForAll("cases") Case c) throws IOException {
    List<Long> elements = new ArrayList<>();
    walk(c, 0, c.offset(), elements);
    long last = elements.stream().mapToLong(Long::longValue).max().orElse(c.offset() - 1);
    DType dtype = dtype(c);
    ByteBuffer storage = storage(dtype, last + 1 + c.spare());

    StoredTensor read = read(c, storage, last + 1 + c.spare());

    assertThat(read.value().shape()).isEqualTo(Shape.of(c.sizes()));
    assertThat(read.value().dtype()).isEqualTo(dtype);
    assertThat(read.value().data()).isEqualTo(pick(storage, elements, dtype.bytes()));
    assertThat(read.region() != null).isEqualTo(consecutive(elements));
  }

  @Property(tries = 200)
  void anElementBeyondTheStorageIsRefused(@ForAll("cases") Case c) {
    List<Long> elements = new ArrayList<>();
    walk(c, 0, c.offset(), elements);
    long last = elements.stream().mapToLong(Long::longValue).max().orElse(-1);
    if (last < 0) {
      return;
    }
    assertThatThrownBy(() -> read(c, storage(dtype(c), last), last))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("inside its storage of " + last);
  }

  @Example
  void sizesThatOverflowAreTooMany() {
    long huge = 1L << 40;
    StridedView cube = new StridedView(0, new long[] {huge, huge, 2}, new long[] {0, 0, 0});
    assertThat(cube.count()).isEqualTo(Long.MAX_VALUE);
    StridedView far = new StridedView(0, new long[] {huge}, new long[] {huge});
    assertThat(far.span()).isEqualTo(Long.MAX_VALUE);
    StridedView sum =
        new StridedView(0, new long[] {3, 3}, new long[] {Long.MAX_VALUE / 2, Long.MAX_VALUE / 2});
    assertThat(sum.span()).isEqualTo(Long.MAX_VALUE);
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<Integer> rank = Arbitraries.integers().between(0, 4);
    return rank.flatMap(
        r ->
            Combinators.combine(
                    Arbitraries.of(TorchStorage.class),
                    Arbitraries.longs().between(0, 3),
                    Arbitraries.longs().between(0, 3).array(long[].class).ofSize(r),
                    Arbitraries.longs().between(0, 12).array(long[].class).ofSize(r),
                    Arbitraries.longs().between(0, 2),
                    Arbitraries.of(true, false))
                .as(
                    (type, offset, sizes, strides, spare, rows) ->
                        new Case(type, offset, sizes, rows ? rowMajor(sizes) : strides, spare)));
  }

  private static long[] rowMajor(long[] sizes) {
    long[] strides = new long[sizes.length];
    long step = 1;
    for (int i = sizes.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= sizes[i];
    }
    return strides;
  }

  private static void walk(Case c, int axis, long at, List<Long> elements) {
    if (axis == c.sizes().length) {
      elements.add(at);
      return;
    }
    for (long i = 0; i < c.sizes()[axis]; i++) {
      walk(c, axis + 1, at + i * c.strides()[axis], elements);
    }
  }

  private static boolean consecutive(List<Long> elements) {
    for (int i = 1; i < elements.size(); i++) {
      if (elements.get(i) != elements.get(i - 1) + 1) {
        return false;
      }
    }
    return true;
  }

  private static ByteBuffer pick(ByteBuffer storage, List<Long> elements, int width) {
    ByteBuffer picked = ByteBuffer.allocate(elements.size() * width);
    for (long e : elements) {
      picked.put(storage.slice((int) e * width, width));
    }
    return picked.flip();
  }

  private static ByteBuffer storage(DType dtype, long count) {
    ByteBuffer bytes = ByteBuffer.allocate((int) count * dtype.bytes());
    for (int i = 0; i < bytes.capacity(); i++) {
      bytes.put(i, (byte) (i * 37 + 11));
    }
    return bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  private static DType dtype(Case c) {
    return TorchStorage.named(c.storage().className()).orElseThrow();
  }

  private static StoredTensor read(Case c, ByteBuffer storage, long count) throws IOException {
    byte[] pickle =
        PickleProgram.oneTensor(c.storage().className(), count, c.offset(), c.sizes(), c.strides());
    Path folder = Files.createTempDirectory("views");
    Path file = Archive.of(pickle).with("any/data/0", storage.array()).writeTo(folder);
    try {
      StoredTensor read = Checkpoint.open(file).get("w");
      HostTensor value = read.value();
      assertThat(value.data().remaining()).isEqualTo(value.data().capacity());
      return read;
    } finally {
      Files.delete(file);
      Files.delete(folder);
    }
  }
}
