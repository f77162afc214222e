// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is read back, bit for bit and in order, in either format. */
class RoundTripTest {

  @Property(tries = 100)
  void torch(
      @ForAll("tensors") Map<String, HostTensor> tensors,
      @ForAll("texts") Map<String, String> texts)
      throws IOException {
    roundTrip(TorchZip::write, tensors, texts);
  }

  @Property(tries = 100)
  void safetensors(
      @ForAll("tensors") Map<String, HostTensor> tensors,
      @ForAll("texts") Map<String, String> texts)
      throws IOException {
    roundTrip(Safetensors::write, tensors, texts);
  }

  @FunctionalInterface
  private interface Writer {
    void write(Path file, Map<String, HostTensor> tensors, Map<String, String> metadata);
  }

  private static void roundTrip(
      Writer writer, Map<String, HostTensor> tensors, Map<String, String> texts)
      throws IOException {
    Path file = Files.createTempFile("weights", ".bin");
    try {
      writer.write(file, tensors, texts);
      Checkpoint back = Checkpoint.open(file);
      assertThat(back.keys()).containsExactlyElementsOf(tensors.keySet());
      assertThat(back.metadata()).containsExactlyEntriesOf(texts);
      byte[] bytes = Files.readAllBytes(file);
      tensors.forEach((key, tensor) -> assertStored(back.get(key), tensor, bytes));
    } finally {
      Files.delete(file);
    }
  }

  private static void assertStored(StoredTensor stored, HostTensor tensor, byte[] file) {
    assertThat(stored.value()).isEqualTo(tensor);
    int from = (int) stored.region().offset();
    assertThat(ByteBuffer.wrap(file, from, (int) stored.region().length()))
        .isEqualTo(tensor.data());
  }

  @Provide
  Arbitrary<Map<String, String>> texts() {
    Arbitrary<String> text = Arbitraries.strings().withChars("aé漢\"\\\n\u0000 {}:,").ofMaxLength(9);
    return Arbitraries.maps(text, text).ofMaxSize(3);
  }

  @Provide
  Arbitrary<Map<String, HostTensor>> tensors() {
    Arbitrary<String> key = Arbitraries.strings().withChars("ab.é\"\\/1").ofMaxLength(12);
    Arbitrary<long[]> dims = Arbitraries.longs().between(0, 5).array(long[].class).ofMaxSize(4);
    Arbitrary<HostTensor> tensor =
        Combinators.combine(Arbitraries.of(DType.class), dims, Arbitraries.bytes())
            .as(RoundTripTest::tensor);
    return Arbitraries.maps(key, tensor).ofMaxSize(8);
  }

  private static HostTensor tensor(DType dtype, long[] dims, byte seed) {
    Shape shape = Shape.of(dims);
    ByteBuffer data = ByteBuffer.allocate((int) shape.count() * dtype.bytes());
    for (int i = 0; i < data.capacity(); i++) {
      data.put(i, (byte) (seed * 31 + i * 7));
    }
    return new HostTensor(shape, dtype, data);
  }
}
