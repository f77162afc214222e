// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.frontdoor;

import static io.github.medsam2.frontdoor.ModelUnderTest.assertClose;
import static io.github.medsam2.frontdoor.ModelUnderTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.Halves;
import io.github.medsam2.testing.NanoModel;
import io.github.medsam2.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Which files and options open a model, and what is said of the others. */
public interface OpeningContract extends ModelUnderTest {

  private static Segmentation answer(MedSam2 model) {
    try (ImageEmbedding image = model.embed(NanoModel.image(2))) {
      return model.prompt(image).box(10, 12, 60, 50).predictSingle();
    }
  }

  private Segmentation answerOf(Path file) {
    try (MedSam2 model = MedSam2.load(file, options())) {
      return answer(model);
    }
  }

  /** The model knows its engine and the sizes it read off the checkpoint. */
  @Test
  default void aModelKnowsItself() {
    assertThat(model().engine()).isEqualTo(engine());
    assertThat(model().info().imageSize()).isEqualTo(Networks.nano().imageSize());
    assertThat(model().info().name()).isEqualTo(Networks.nano().name());
  }

  /** Safetensors are as good as what torch writes. */
  @Test
  default void safetensorsOpen(@TempDir Path folder) {
    Path file = folder.resolve("nano.safetensors");
    Safetensors.write(file, NanoModel.tensors(), Map.of());
    assertClose(answerOf(file), answer(model()), ROUNDING);
  }

  /** Half-precision weights open; masks are nearly the same. */
  @Test
  default void halfPrecisionOpens(@TempDir Path folder) {
    Path file = folder.resolve("half.pt");
    Map<String, HostTensor> tensors = NanoModel.tensors();
    tensors.replaceAll((key, value) -> Halves.of(value));
    assertThat(tensors.values()).allMatch(t -> t.dtype() == DType.FLOAT16);
    TorchZip.write(file, tensors, Map.of());
    Segmentation half = answerOf(file);
    Segmentation full = answer(model());
    assertClose(half, full, 0.1f);
    assertThat(half.lowResLogits()).isNotEqualTo(full.lowResLogits());
    int differing = half.mask().minus(full.mask()).area() + full.mask().minus(half.mask()).area();
    assertThat(differing).isLessThan(90 * 70 / 100);
  }

  /** What is missing, what has another shape and what nobody knows are listed at once. */
  @Test
  default void wrongKeysAreListed(@TempDir Path folder) {
    Path file = folder.resolve("edited.pt");
    Map<String, HostTensor> tensors = NanoModel.tensors();
    tensors.remove("sam_mask_decoder.iou_token.weight");
    tensors.remove("memory_encoder.out_proj.bias");
    tensors.put("no_obj_ptr", HostTensor.zeros(DType.FLOAT32, Shape.of(1, 65)));
    tensors.put("text_head.weight", HostTensor.zeros(DType.FLOAT32, Shape.of(2)));
    TorchZip.write(file, tensors, Map.of());
    assertRefused(() -> MedSam2.load(file, options()))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("edited.pt")
        .hasMessageContaining("2 missing: ")
        .hasMessageContaining("sam_mask_decoder.iou_token.weight")
        .hasMessageContaining("memory_encoder.out_proj.bias")
        .hasMessageContaining("1 unexpected: text_head.weight")
        .hasMessageContaining("1 misshapen: no_obj_ptr (1, 65) instead of (1, 64)");
  }

  /** The engine is on its way by then: it is waited for, and the file is what is told. */
  @Test
  default void aWeightThatIsNoNumberIsToldBeforeAnEngineThatIsNotThere(@TempDir Path folder) {
    Path file = folder.resolve("diverged.pt");
    Map<String, HostTensor> tensors = NanoModel.tensors();
    tensors.computeIfPresent(
        "no_mem_embed",
        (key, value) -> {
          float[] numbers = value.toFloatArray();
          numbers[3] = Float.NaN;
          return HostTensor.of(numbers, value.shape().dims());
        });
    TorchZip.write(file, tensors, Map.of());
    for (ModelOptions o : List.of(options(), options().engine("tensorrt"))) {
      assertRefused(() -> MedSam2.load(file, o))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("no_mem_embed");
    }
  }

  /** An interrupt is the caller's: it neither breaks an engine nor is it lost. */
  @Test
  default void anInterruptedThreadOpensAModelAndStaysInterrupted() {
    Thread.currentThread().interrupt();
    boolean interrupted;
    try (MedSam2 model = MedSam2.load(checkpoint(), options())) {
      interrupted = Thread.interrupted();
      assertClose(answer(model.prepare()), answer(model()), 0);
    } finally {
      Thread.interrupted();
    }
    assertThat(interrupted).isTrue();
  }

  /** An engine nobody knows is answered with those that are there. */
  @Test
  default void anUnknownEngineIsAnsweredWithThoseThere() {
    ModelOptions options = options().engine("tensorrt");
    assertRefused(() -> MedSam2.load(checkpoint(), options))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("expected an engine named tensorrt, found onnx, torch;")
        .hasMessageEndingWith("ask for one of those");
  }

  /** An input size the network cannot have. */
  @Test
  default void aWrongImageSizeIsRefused() {
    for (int size : new int[] {100, -32, 31, 1 << 20}) {
      assertRefused(() -> MedSam2.load(checkpoint(), options().imageSize(size)))
          .hasMessageContaining("a multiple of 32 from 32 to 4096, found " + size);
    }
  }

  /** Configurations that are not the checkpoint's, each refused in words. */
  @TestFactory
  default Stream<DynamicTest> wrongConfigurationsAreRefused() {
    return Stream.of(
        wrong("3 heads", "divides", o -> o.heads(3)),
        wrong("0 heads", "divides", o -> o.heads(0)),
        wrong("two windows", "four", o -> o.windows(8, 4)),
        wrong("no window", "even", o -> o.windows(8, 0, 14, 7)),
        wrong("odd window", "even", o -> o.windows(8, 3, 14, 7)),
        wrong("another", "pos_embed_window", o -> o.windows(4, 4, 14, 7)),
        wrong("global 9", "blocks 0 to 4", o -> o.globalBlocks(9)));
  }

  private DynamicTest wrong(String what, String words, UnaryOperator<ModelOptions> change) {
    return DynamicTest.dynamicTest(
        what,
        () ->
            assertRefused(() -> MedSam2.load(checkpoint(), change.apply(options())))
                .hasMessageContaining(words));
  }

  /** A configuration that fits the weights is taken, and computes something else. */
  @Test
  default void adjustmentsAreHeeded() {
    try (MedSam2 adjusted = MedSam2.load(checkpoint(), options().globalBlocks(2))) {
      assertThat(answer(adjusted).lowResLogits()).isNotEqualTo(answer(model()).lowResLogits());
    }
  }

  /** Files that are no checkpoint. */
  @Test
  default void otherFilesAreNamed(@TempDir Path folder) {
    assertRefused(() -> MedSam2.load(folder.resolve("absent.pt"), options()))
        .hasMessageContaining("absent.pt: expected a file of weights, found no such file");
    assertRefused(() -> MedSam2.load(folder, options())).hasMessageContaining("expected a file");
  }

  /** The format before 1.6, and a pickle that would run a program. */
  @Test
  default void oldAndEvilFilesAreRefused() {
    Path legacy = SharedData.require("golden/nano/legacy.pt");
    assertRefused(() -> MedSam2.load(legacy, options()))
        .hasMessageContaining("PyTorch before 1.6")
        .hasMessageContaining("torch.save(torch.load(path, weights_only=True), path)");
    Path evil = SharedData.require("golden/nano/evil.pt");
    assertRefused(() -> MedSam2.load(evil, options()))
        .hasMessageContaining("the name posix.system")
        .hasMessageContaining("do not trust the file");
  }

  /** Checkpoints of something else say which key is not there. */
  @Test
  default void otherCheckpointsAreNamed() {
    for (String name : List.of("trainer", "views")) {
      Path file = SharedData.require("golden/nano/" + name + ".pt");
      assertRefused(() -> MedSam2.load(file, options()))
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining(name + ".pt: expected the key ")
          .hasMessageContaining("give a SAM2, MedSAM2, EfficientTAM or SAM 3 checkpoint");
    }
  }
}
