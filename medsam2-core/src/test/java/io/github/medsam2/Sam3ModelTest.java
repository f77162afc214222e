// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.hub.WeightsInfo;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.Sam3Images;
import io.github.medsam2.testing.Sam3Networks;
import io.github.medsam2.testing.Sam3Weights;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reduced SAM 3 as a user has it: files of several kinds, and the calls that MedSAM2 knows. */
class Sam3ModelTest {
  private static final double LOGITS = 5e-4;

  private static Path original() {
    return SharedData.require("golden/sam3/pico_sam3.pt");
  }

  private static Path foreign() {
    return SharedData.require("golden/sam3/pico_model.safetensors");
  }

  private static Golden golden() {
    return Golden.shared("sam3/pico_golden");
  }

  private static Image image(int frame) {
    return Sam3Images.rgb(golden(), frame);
  }

  private static ModelOptions on(String engine) {
    return ModelOptions.defaults().engine(engine).threads(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void oneChangedPathAndTheSameCalls(String engine) {
    try (MedSam2 model = MedSam2.load(original(), on(engine));
        ImageEmbedding embedding = model.embed(image(0))) {
      assertThat(model.info().name()).isEqualTo("sam3-reduced");
      assertThat(model.info().imageSize()).isEqualTo(112);
      Segmentation s = model.prompt(embedding).box(12, 10, 50, 44).predict();
      golden().assertClose("pvs.box.low", s.lowResLogits(), 1e-4, false);
      golden().assertClose("pvs.box.iou", new float[] {s.iou()}, 1e-5, false);
      List<Image> frames = IntStream.range(0, 3).mapToObj(Sam3ModelTest::image).toList();
      try (VideoSession cine = model.session(FrameSource.of(frames))) {
        cine.object("a").on(0).box(12, 10, 50, 44);
        cine.propagate(Direction.FORWARD).forEach(Sam3ModelTest::assertFrame);
      }
    }
  }

  private static void assertFrame(FrameResult f) {
    String name = "video.box.fwd.f" + f.index();
    golden()
        .assertClose(
            name + ".logits", requireNonNull(f.objects().get("a")).logits(), LOGITS, false);
    float[] score = {f.objectScore("a")};
    golden().assertClose(name + ".score", score, 5e-5, false);
    long pixels = golden().get(name + ".count").longs().get(0);
    assertThat((long) f.mask("a").area()).isBetween(pixels - 2, pixels + 2);
  }

  /** Half the precision, the projections apart, and a file beside that says how it attends. */
  @Test
  void filesOfTransformersAreTheSameModel(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("model.safetensors");
    Files.copy(foreign(), file);
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "sam3_video", "detector_config": {"vision_config": {"backbone_config": {
          "image_size": 112, "window_size": 4, "global_attn_indexes": [1],
          "num_attention_heads": 2, "hidden_act": "gelu"}}}}
        """);
    try (MedSam2 model = MedSam2.load(file, on("onnx"));
        ImageEmbedding embedding = model.embed(image(0))) {
      Segmentation s = model.prompt(embedding).box(12, 10, 50, 44).predict();
      golden().assertClose("pvs.box.low", s.lowResLogits(), 0.05, false);
    }
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"another\"}");
    ModelOptions said = on("onnx").heads(2).windows(4).globalBlocks(1).imageSize(112);
    try (MedSam2 model = MedSam2.load(file, said)) {
      assertThat(model.info().imageSize()).isEqualTo(112);
    }
  }

  /** Named as SAM 2.1's are, the tracker's weights follow an object to the bit as before. */
  @Test
  void theTrackerByTheNamesOfSam2(@TempDir Path folder) {
    Path file = folder.resolve("renamed.safetensors");
    try (Checkpoint from = Checkpoint.open(original())) {
      assertThat(from.keys())
          .contains("memory_encoder.out_proj.weight", "memory_attention.norm.weight")
          .noneMatch(key -> key.startsWith("tracker."));
      Safetensors.write(file, from.values(), Map.of());
    }
    try (MedSam2 model = MedSam2.load(original(), on("onnx"));
        MedSam2 renamed = MedSam2.load(file, on("onnx").heads(2).globalBlocks(1).imageSize(112))) {
      List<float[]> expected = followed(model);
      List<float[]> actual = followed(renamed);
      assertThat(expected).hasSize(3);
      for (int f = 0; f < 3; f++) {
        assertThat(actual.get(f)).isEqualTo(expected.get(f));
      }
    }
  }

  private static List<float[]> followed(MedSam2 model) {
    List<Image> frames = IntStream.range(0, 3).mapToObj(Sam3ModelTest::image).toList();
    try (VideoSession cine = model.session(FrameSource.of(frames))) {
      cine.object("a").on(0).box(12, 10, 50, 44);
      return cine.propagate(Direction.FORWARD).stream()
          .map(f -> requireNonNull(f.objects().get("a")).logits())
          .toList();
    }
  }

  /** A file of bfloat16 is the model of its rounded weights, to the bit, in both forms. */
  @ParameterizedTest
  @ValueSource(strings = {"a.safetensors", "a.pt"})
  void ofBfloat16OnlyTheWeightsAreRounded(String name, @TempDir Path folder) {
    Path file = folder.resolve(name);
    Path rounded = folder.resolve("rounded.safetensors");
    Map<String, HostTensor> upper = new LinkedHashMap<>();
    Map<String, HostTensor> wide = new LinkedHashMap<>();
    try (Checkpoint from = Checkpoint.open(original())) {
      from.keys().forEach(key -> upper.put(key, from.get(key).value().toBfloat16()));
      upper.forEach((key, value) -> wide.put(key, new StoredTensor(value, null).toFloat32()));
    }
    if (name.endsWith(".pt")) {
      TorchZip.write(file, upper, Map.of());
    } else {
      Safetensors.write(file, upper, Map.of());
    }
    Safetensors.write(rounded, wide, Map.of());
    ModelOptions said = on("onnx").heads(2).globalBlocks(1).imageSize(112);
    try (MedSam2 half = MedSam2.load(file, said);
        MedSam2 whole = MedSam2.load(rounded, said);
        ImageEmbedding a = half.embed(image(0));
        ImageEmbedding b = whole.embed(image(0))) {
      Segmentation s = half.prompt(a).box(12, 10, 50, 44).predict();
      assertThat(s.lowResLogits())
          .isEqualTo(whole.prompt(b).box(12, 10, 50, 44).predict().lowResLogits());
      golden().assertClose("pvs.box.low", s.lowResLogits(), 0.5, false);
    }
  }

  @Test
  void aFileSaysWhatItIsAndUnderWhichTerms() {
    WeightsInfo info = WeightsInfo.of(original());
    assertThat(info.network()).isEqualTo("sam3-reduced");
    assertThat(info.clicks() && info.tracking() && info.concepts()).isTrue();
    assertThat(info.describe())
        .contains("boxes, clicks and masks, following, all instances of words")
        .contains("SAM License");
    assertThat(info.layout()).startsWith("original (SAM 3) names").contains("freqs_cis");
  }

  @Test
  void aDetectorAloneCanDoWordsNotClicks(@TempDir Path folder) {
    Path file = folder.resolve("detector.safetensors");
    rewrite(file, key -> key.startsWith("detector.") ? key.substring(9) : null);
    WeightsInfo info = WeightsInfo.of(file);
    assertThat(info.concepts()).isTrue();
    assertThat(info.clicks() || info.tracking()).isFalse();
    ModelOptions said = on("onnx").heads(2).globalBlocks(1).imageSize(112);
    try (MedSam2 model = MedSam2.load(file, said);
        ImageEmbedding embedding = model.embed(image(0))) {
      assertThatThrownBy(() -> model.prompt(embedding).box(12, 10, 50, 44).predict())
          .isInstanceOf(UnsupportedPromptException.class)
          .hasMessageContaining("boxes, clicks and masks")
          .hasMessageContaining("weights for words and example boxes");
      assertThatThrownBy(() -> model.session(FrameSource.of(List.of(image(0)))))
          .isInstanceOf(UnsupportedPromptException.class)
          .hasMessageContaining("objects through frames");
    }
  }

  /** SAM 3.1 has heads for single objects beside a tracker that is another network. */
  @Test
  void ofSam31SingleImagesAreSegmentedAndCinesRefused(@TempDir Path folder) {
    Path file = folder.resolve("sam3.1.safetensors");
    rewrite(file, Sam3ModelTest::multiplex);
    ModelOptions said = on("onnx").heads(2).globalBlocks(1).imageSize(112);
    try (MedSam2 model = MedSam2.load(file, said);
        ImageEmbedding embedding = model.embed(image(0))) {
      assertThat(model.info().name()).isEqualTo("sam3.1-reduced");
      Segmentation s = model.prompt(embedding).box(12, 10, 50, 44).predict();
      double bounded = 1 / (1 + Math.exp(-s.iou()));
      golden().assertClose("pvs.box.low", s.lowResLogits(), 1e-4, false);
      golden().assertClose("pvs.box.iou", new float[] {(float) bounded}, 1e-5, false);
      assertThatThrownBy(() -> model.session(FrameSource.of(List.of(image(0)))))
          .isInstanceOf(UnsupportedPromptException.class);
    }
  }

  private static @Nullable String multiplex(String key) {
    if (key.contains(".sam2_convs.3.") || key.contains(".convs.3.")) {
      return null;
    }
    if (!key.startsWith("tracker.")) {
      return key.replace(".sam2_convs.", ".interactive_convs.");
    }
    String own = key.substring("tracker.".length());
    if (own.equals("no_mem_embed")) {
      return "tracker.model.interactivity_no_mem_embed";
    }
    boolean heads =
        own.startsWith("sam_") || own.startsWith("obj_ptr_proj") || own.startsWith("mask_downs");
    return "tracker.model." + (heads ? "interactive_" : "") + own;
  }

  /** The original's tensors under other names; those without one are left out. */
  private static void rewrite(Path to, UnaryOperator<@Nullable String> names) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    try (Checkpoint from = Checkpoint.open(original())) {
      from.keys()
          .forEach(
              key -> {
                String name = names.apply(Sam3Weights.original(key));
                if (name != null) {
                  tensors.put(name, from.get(key).value());
                }
              });
      Safetensors.write(to, tensors, Map.of());
    }
  }

  @Test
  void aTrunkAloneIsRefusedInWords(@TempDir Path folder) {
    Path file = folder.resolve("trunk.safetensors");
    rewrite(file, key -> key.contains(".trunk.") ? key : null);
    assertThatThrownBy(() -> MedSam2.load(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("the detector or the tracker of SAM 3");
  }

  @Test
  void anEmbeddingIsToldOfAndEndedBetweenItsParts() {
    List<Integer> told = new ArrayList<>();
    try (MedSam2 model = MedSam2.load(original(), on("onnx"))) {
      assertThatThrownBy(() -> model.embed(image(0), (done, total) -> told.add(done) && done < 2))
          .isInstanceOf(CancellationException.class);
      assertThat(told).containsExactly(0, 1, 2);
      model.embed(image(0), (done, total) -> done <= total).close();
    }
  }

  @Test
  void aSavedEmbeddingServesBothNetworks(@TempDir Path folder) {
    Path file = folder.resolve("image.embedding");
    try (MedSam2 model = MedSam2.load(original(), on("onnx"));
        ImageEmbedding embedding = model.embed(image(0))) {
      embedding.save(file);
      try (ImageEmbedding opened = ImageEmbedding.open(file, model)) {
        float[] expected = embedding.features(model.stations()).map().toHost().toFloatArray();
        float[] actual = opened.features(model.stations()).map().toHost().toFloatArray();
        assertThat(actual).containsExactly(expected);
        Segmentation s = model.prompt(opened).box(12, 10, 50, 44).predict();
        golden().assertClose("pvs.box.low", s.lowResLogits(), 1e-4, false);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"onnx", "torch"})
  void secondsAndBytesAreSaidBefore(String engine) {
    try (MedSam2 model = MedSam2.load(original(), on(engine))) {
      EmbeddingReadiness said = model.readiness().orElseThrow();
      assertThat(said.seconds()).isPositive();
      assertThat(said.bytes()).isBetween(1L << 20, 1L << 30);
    }
    double published = Sam3Networks.published().trunk().effort(1008).orElseThrow().operations();
    assertThat(published / 1e9).isBetween(5400.0, 5600.0);
  }

  /** The frame at hand is not finished, what was found stays, and the session goes on. */
  @Test
  void aWalkIsCancelledInTheMiddleOfAFrame() {
    List<Image> frames = IntStream.range(0, 3).mapToObj(Sam3ModelTest::image).toList();
    try (MedSam2 model = MedSam2.load(original(), on("onnx"));
        VideoSession cine = model.session(reading(frames), noPrefetch())) {
      cine.object("a").on(0).box(12, 10, 50, 44);
      Propagation walk = cine.propagate(Direction.FORWARD);
      whenRead = frame -> cancelOn(frame, walk);
      assertThat(walk.stream().map(FrameResult::index)).containsExactly(0);
      List<Integer> rest =
          cine.propagate(Direction.FORWARD).stream().map(FrameResult::index).toList();
      assertThat(rest).containsExactly(0, 1, 2);
    }
  }

  private IntConsumer whenRead = frame -> {};

  private static void cancelOn(int frame, Propagation walk) {
    if (frame == 1) {
      walk.cancel();
    }
  }

  private static SessionOptions noPrefetch() {
    return SessionOptions.defaults().prefetch(false);
  }

  private FrameSource reading(List<Image> frames) {
    return new FrameSource() {
      @Override
      public int count() {
        return frames.size();
      }

      @Override
      public int width() {
        return frames.get(0).width();
      }

      @Override
      public int height() {
        return frames.get(0).height();
      }

      @Override
      public Image frame(int index) {
        whenRead.accept(index);
        return frames.get(index);
      }
    };
  }
}
