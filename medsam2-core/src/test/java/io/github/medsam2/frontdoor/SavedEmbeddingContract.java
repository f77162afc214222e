// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertRefused;
import static io.github.medsam2.frontdoor.ModelUnderTest.assertSame;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features outlive a process in a file that is taken whole, by the model that made it. */
public interface SavedEmbeddingContract extends ModelUnderTest {

  private Segmentation asked(ImageEmbedding image) {
    return model().prompt(image).box(10, 10, 60, 50).predict();
  }

  private Path saved(Path folder) {
    Path file = folder.resolve("features");
    try (ImageEmbedding image = model().embed(NanoModel.image(2))) {
      image.save(file);
    }
    return file;
  }

  /** The answers are the same to the bit, and so is the receipt. */
  @Test
  default void whatIsOpenedAnswersAsWhatWasSaved(@TempDir Path folder) throws IOException {
    Image picture = NanoModel.image(2);
    Path file = saved(folder);
    try (ImageEmbedding image = model().embed(picture);
        ImageEmbedding again = ImageEmbedding.open(file, model())) {
      assertSame(asked(again), asked(image));
      assertThat(again.input()).isEqualTo(image.input());
      assertThat(model().verify(asked(again).receipt(), picture).isSame()).isTrue();
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(file);
    }
    Files.delete(file);
  }

  /** Features of another base, or made with another adapter, mean something else. */
  @Test
  default void anotherModelIsRefused(@TempDir Path folder) {
    Path file = saved(folder);
    Map<String, HostTensor> tensors = NanoModel.tensors();
    tensors.replaceAll((key, t) -> key.endsWith("no_mem_embed") ? zeros(t) : t);
    Path other = folder.resolve("other.safetensors");
    Safetensors.write(other, tensors, Map.of());
    try (MedSam2 model = MedSam2.load(other, options())) {
      assertRefused(() -> ImageEmbedding.open(file, model))
          .hasMessageContaining("saved embedding: expected one of this model, found one of another")
          .hasMessageContaining("other weights");
    }
    try (Checkpoint base = Checkpoint.open(checkpoint())) {
      Adapter adapter = AdapterPlan.attention(2).begin("ours", base, 1).start();
      try (MedSam2 adapted = model().with(adapter)) {
        assertRefused(() -> ImageEmbedding.open(file, adapted))
            .hasMessageContaining("other adapters");
      }
    }
    assertRefused(() -> ImageEmbedding.open(other, model()))
        .hasMessageContaining("medsam2-embedding 1");
  }

  private static HostTensor zeros(HostTensor t) {
    return HostTensor.zeros(t.dtype(), t.shape());
  }

  /** Cut, flipped, lengthened: refused, or the same to the bit. */
  @Test
  default void damageIsRefused(@TempDir Path folder) throws IOException {
    byte[] good = Files.readAllBytes(saved(folder));
    Path file = folder.resolve("damaged");
    Random random = new Random(7);
    int refused = 0;
    try (ImageEmbedding image = model().embed(NanoModel.image(2))) {
      Segmentation expected = asked(image);
      for (int i = 0; i < 150; i++) {
        Files.write(file, damaged(good, i, random));
        try (ImageEmbedding opened = ImageEmbedding.open(file, model())) {
          assertSame(asked(opened), expected);
        } catch (MedSam2Exception e) {
          refused++;
        }
      }
    }
    assertThat(refused).isGreaterThan(140);
  }

  private static byte[] damaged(byte[] good, int kind, Random random) {
    byte[] bytes = good.clone();
    // Half of the damage hits the header, where it can mislead.
    int at = random.nextInt(random.nextBoolean() ? 1500 : bytes.length);
    switch (kind % 4) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes = Arrays.copyOf(bytes, at);
      case 2 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(9));
      default -> bytes[at] = (byte) (bytes[at] + 1 + random.nextInt(255));
    }
    return bytes;
  }

  /** Numbers that are not finite would poison every answer; a checksum alone does not tell. */
  @Test
  default void otherContentUnderTheSameNamesIsRefused(@TempDir Path folder) {
    Path file = saved(folder);
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    Map<String, String> metadata;
    try (Checkpoint read = Safetensors.open(file)) {
      read.keys().forEach(key -> tensors.put(key, read.get(key).value()));
      metadata = read.metadata();
      tensors.replaceAll((key, t) -> HostTensor.of(t.toFloatArray(), t.shape().dims()));
    }
    float[] bad = requireNonNull(tensors.get("tokens")).toFloatArray();
    bad[5] = Float.NaN;
    HostTensor tokens = tensors.get("tokens");
    tensors.put("tokens", HostTensor.of(bad, tokens.shape().dims()));
    Safetensors.write(file, tensors, metadata);
    assertRefused(() -> ImageEmbedding.open(file, model())).hasMessageContaining("finite");
    tensors.put("tokens", HostTensor.of(tokens.toFloatArray(), tokens.shape().count()));
    Safetensors.write(file, tensors, metadata);
    assertRefused(() -> ImageEmbedding.open(file, model())).hasMessageContaining("tokens (1, ");
    tensors.remove("half");
    Safetensors.write(file, tensors, metadata);
    assertRefused(() -> ImageEmbedding.open(file, model())).hasMessageContaining("the tensors");
  }
}
