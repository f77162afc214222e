// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.coronary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.PromptRequest;
import io.github.medsam2.Segmentation;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.frontdoor.ModelUnderTest;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.Departures;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.prompt.coronary.Artery;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.reading.coronary.CoronaryReading;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.CoronaryModel;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Words, views and readings through the front door, on both engines. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CoronaryModelTest {
  private static final float TOLERANCE = 1e-4f;
  private static final ViewAngle RAO_CAUDAL = ViewAngle.of(-30, -25);
  private static final ViewAngle LAO_CRANIAL = ViewAngle.of(45, 25);

  private final Weights weights = CoronaryModel.weights(CoronaryConfig.ALL);
  private final MedSam2 onnx = MedSam2.of(weights, NanoModel.options("onnx"));
  private final MedSam2 torch = MedSam2.of(weights, NanoModel.options("torch"));
  private final ImageEmbedding onOnnx = onnx.embed(NanoModel.image(1));
  private final ImageEmbedding onTorch = torch.embed(NanoModel.image(1));

  @AfterAll
  void close() {
    onOnnx.close();
    onTorch.close();
    onnx.close();
    torch.close();
  }

  private PromptRequest ask() {
    return onnx.prompt(onOnnx);
  }

  private static CoronaryReading reading(Segmentation s) {
    return s.reading(CoronaryReading.class).orElseThrow();
  }

  private static void assertClose(CoronaryReading a, CoronaryReading b, float tolerance) {
    assertThat(a.cassLogits())
        .usingComparatorWithPrecision(tolerance)
        .containsExactly(b.cassLogits());
    assertThat(a.stenosisPercent()).isCloseTo(b.stenosisPercent(), within(tolerance));
    assertThat(a.spread()).isCloseTo(b.spread(), within(tolerance));
    assertThat(a.view()).isEqualTo(b.view());
  }

  /** Every combination of what can be said. */
  @Test
  void bothEnginesAnswerAlike() {
    List<Prompts> prompts =
        List.of(
            Prompts.of(CoronaryPrompt.parse("CASS 2, RAO 30 CAUDAL 25, RCA"), box()),
            Prompts.of(CoronaryPrompt.parse("CASS 13")),
            Prompts.of(CoronaryPrompt.parse("LAD")),
            Prompts.of(CoronaryPrompt.of(LAO_CRANIAL), PointPrompt.positive(40, 30)),
            Prompts.of(CoronaryPrompt.parse("CASS 2, LAO 45"), PointPrompt.positive(40, 30)),
            Prompts.of(box()));
    List<Segmentation> a = onnx.predict(onOnnx, prompts);
    List<Segmentation> b = torch.predict(onTorch, prompts);
    for (int i = 0; i < prompts.size(); i++) {
      ModelUnderTest.assertClose(a.get(i), b.get(i), TOLERANCE);
      assertClose(reading(a.get(i)), reading(b.get(i)), TOLERANCE);
    }
  }

  private static BoxPrompt box() {
    return new BoxPrompt(20, 15, 60, 50);
  }

  /**
   * Where clicks are painted, the map of what they hit lies under them; boxes do not ask for it.
   */
  @Test
  void aClickIsAnsweredByThePlaceOfWhatItHits() {
    Weights filling = with(weights, Departures.FILLED_BOXES, 10);
    Weights painting = with(filling, Departures.PAINTED_CLICKS, 10);
    Weights elsewhere = with(painting, CoronaryConfig.PLACES + ".names.bias", 3, -3, 2, -2, 1);
    Prompts click = Prompts.of(PointPrompt.positive(40, 30), PointPrompt.negative(50, 40));
    List<Prompts> prompts = List.of(click, Prompts.of(box()));
    List<Segmentation> answers = new ArrayList<>();
    for (Weights each : List.of(painting, elsewhere)) {
      for (String engine : List.of("onnx", "torch")) {
        try (MedSam2 model = MedSam2.of(each, NanoModel.options(engine));
            ImageEmbedding image = model.embed(NanoModel.image(1))) {
          answers.addAll(model.predict(image, prompts));
        }
      }
    }
    for (int i : List.of(0, 1, 4, 5)) {
      ModelUnderTest.assertClose(answers.get(i), answers.get(i + 2), TOLERANCE);
    }
    assertThat(ModelUnderTest.distance(answers.get(0), answers.get(4))).isGreaterThan(0.01f);
    assertThat(ModelUnderTest.distance(answers.get(1), answers.get(5))).isZero();
  }

  /** With other values, repeated as often as the key wants; one where the key is new. */
  private static Weights with(Weights weights, String key, float... values) {
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    weights.keys().forEach(k -> all.put(k, weights.get(k)));
    StoredTensor old = all.get(key);
    float[] full = new float[old == null ? 1 : Math.toIntExact(old.value().shape().count())];
    for (int i = 0; i < full.length; i++) {
      full[i] = values[i % values.length];
    }
    all.put(key, new StoredTensor(HostTensor.of(full, full.length), null));
    return Checkpoint.of(weights.source(), all);
  }

  @Test
  void aBatchAnswersAsEachPromptAlone() {
    List<String> texts = List.of("CASS 2, RAO 30", "CASS 13, LAO 45 CRANIAL 20", "CASS 29, AP");
    List<Segmentation> batch =
        onnx.predict(
            onOnnx, texts.stream().map(t -> Prompts.of(box(), CoronaryPrompt.parse(t))).toList());
    for (int i = 0; i < texts.size(); i++) {
      Segmentation alone =
          ask().box(20, 15, 60, 50).describe(CoronaryPrompt.parse(texts.get(i))).predict();
      ModelUnderTest.assertClose(batch.get(i), alone, ModelUnderTest.ROUNDING);
      assertClose(reading(batch.get(i)), reading(alone), TOLERANCE);
    }
  }

  @Test
  void everyWordChangesTheMask() {
    List<Segmentation> answers =
        List.of(
            ask().box(20, 15, 60, 50).predictSingle(),
            ask().box(20, 15, 60, 50).describe(CoronaryPrompt.parse("CASS 2")).predictSingle(),
            ask().box(20, 15, 60, 50).describe(CoronaryPrompt.parse("CASS 13")).predictSingle(),
            ask().box(20, 15, 60, 50).describe(CoronaryPrompt.parse("LAD")).predictSingle(),
            ask().box(20, 15, 60, 50).describe(CoronaryPrompt.of(RAO_CAUDAL)).predictSingle(),
            ask().box(20, 15, 60, 50).describe(CoronaryPrompt.of(LAO_CRANIAL)).predictSingle());
    for (int i = 0; i < answers.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(ModelUnderTest.distance(answers.get(i), answers.get(j)))
            .as(i + " and " + j)
            .isGreaterThan(0.01f);
      }
    }
  }

  @Test
  void wordsSaidLaterCompleteThoseBefore() {
    Segmentation whole =
        ask()
            .box(20, 15, 60, 50)
            .describe(CoronaryPrompt.parse("CASS 2, RAO 30 CAUDAL 25"))
            .predict();
    Segmentation parts =
        ask()
            .describe(CoronaryPrompt.of(RAO_CAUDAL))
            .box(20, 15, 60, 50)
            .describe(CoronaryPrompt.parse("CASS 2"))
            .predict();
    Segmentation other =
        ask()
            .describe(CoronaryPrompt.parse("CASS 2, LAO 10"))
            .box(20, 15, 60, 50)
            .describe(CoronaryPrompt.of(RAO_CAUDAL))
            .predict();
    ModelUnderTest.assertSame(parts, whole);
    ModelUnderTest.assertSame(other, whole);
    assertThat(reading(other).view()).contains(RAO_CAUDAL);
  }

  /** Parts that are there and not used change nothing. */
  @Test
  void withoutWordsMasksAreThoseOfThePlainModel() {
    try (MedSam2 plain =
            MedSam2.of(CoronaryModel.weights(DecoderExtension.NONE), NanoModel.options("onnx"));
        ImageEmbedding image = plain.embed(NanoModel.image(1))) {
      Segmentation expected = plain.prompt(image).box(20, 15, 60, 50).predict();
      ModelUnderTest.assertSame(ask().box(20, 15, 60, 50).predict(), expected);
      assertThat(expected.reading(CoronaryReading.class)).isEmpty();
      assertThatThrownBy(
              () ->
                  plain
                      .prompt(image)
                      .box(1, 1, 9, 9)
                      .describe(CoronaryPrompt.of(RAO_CAUDAL))
                      .predict())
          .isInstanceOf(UnsupportedPromptException.class)
          .hasMessageContaining("text encoder");
    }
  }

  /** Heads without a text encoder take the view, which changes the reading and not the mask. */
  @Test
  void headsAloneReadInAView() {
    try (MedSam2 heads =
            MedSam2.of(
                CoronaryModel.weights(new CoronaryConfig(false, false, true, false)),
                NanoModel.options("onnx"));
        ImageEmbedding image = heads.embed(NanoModel.image(1))) {
      PromptRequest box = heads.prompt(image).box(20, 15, 60, 50);
      Segmentation unknown = box.predict();
      Segmentation rao = box.describe(CoronaryPrompt.of(RAO_CAUDAL)).predict();
      ModelUnderTest.assertSame(rao, unknown);
      assertThat(reading(unknown).view()).isEmpty();
      assertThat(reading(rao).view()).contains(RAO_CAUDAL);
      assertThat(reading(rao).cassLogits()).isNotEqualTo(reading(unknown).cassLogits());
      assertThatThrownBy(() -> box.describe(CoronaryPrompt.parse("CASS 2")).predict())
          .isInstanceOf(UnsupportedPromptException.class);
    }
  }

  @Test
  void aTextEncoderAloneGivesNoReading() {
    try (MedSam2 words =
            MedSam2.of(
                CoronaryModel.weights(new CoronaryConfig(true, true, false, false)),
                NanoModel.options("onnx"));
        ImageEmbedding image = words.embed(NanoModel.image(1))) {
      Segmentation s =
          words.prompt(image).describe(CoronaryPrompt.parse("CASS 2, RAO 30 CAUDAL 25")).predict();
      assertThat(s.reading(CoronaryReading.class)).isEmpty();
      ModelUnderTest.assertSame(
          s, ask().describe(CoronaryPrompt.parse("CASS 2, RAO 30 CAUDAL 25")).predict());
    }
  }

  @Test
  void aReadingCarriesWhatTrainingSaw() {
    CoronaryReading r = reading(ask().describe(CoronaryPrompt.parse("CASS 2")).predict());
    assertThat(r.cassLogits()).hasSize(29).doesNotContain(Float.NaN);
    assertThat(r.classCounts()).hasSize(29).startsWith(30f).endsWith(0f);
    assertThat(r.intervalFactor()).isEqualTo(1.8f);
    assertThat(r.stenosisPercent()).isBetween(0f, 100f);
    assertThat(r.spread()).isBetween(0f, 100f);
    r.cassLogits()[0] = Float.NaN;
    r.classCounts()[0] = -1;
    assertThat(r.cassLogits()).doesNotContain(Float.NaN);
    assertThat(r.classCounts()).doesNotContain(-1f);
  }

  @Test
  void theThreeAnswersToAPointHaveReadingsOfTheirOwn() {
    assertThat(
            ask().point(40, 30).describe(CoronaryPrompt.of(RAO_CAUDAL)).predictReadings().stream()
                .map(s -> List.of(reading(s).stenosisPercent(), reading(s).cassLogits()[0]))
                .distinct())
        .hasSize(3);
  }

  @Test
  void refusesWhatNamesNoObjectOrNoCassSegment() {
    assertThatThrownBy(() -> ask().describe(CoronaryPrompt.of(RAO_CAUDAL)).predict())
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("RAO 30 CAUDAL 25 alone");
    assertThatThrownBy(
            () -> onnx.predict(onOnnx, List.of(Prompts.of(CoronaryPrompt.of(RAO_CAUDAL)))))
        .hasMessageContaining("RAO 30 CAUDAL 25 alone");
    assertThatThrownBy(() -> ask().describe(CoronaryPrompt.parse("SYNTAX 6")).predict())
        .isInstanceOf(UnsupportedPromptException.class)
        .hasMessageContaining("SYNTAX")
        .hasMessageContaining("SegmentText.toCass");
  }

  @Test
  void bothKindsOfFileHoldTheParts(@TempDir Path folder) {
    Weights fresh = CoronaryHeads.addTo(CoronaryModel.weights(DecoderExtension.NONE), 7);
    Path safetensors = folder.resolve("coronary.safetensors");
    Path zip = folder.resolve("coronary.pt");
    Safetensors.write(safetensors, fresh.values(), Map.of());
    TorchZip.write(zip, fresh.values(), Map.of());
    Segmentation expected;
    try (MedSam2 model = MedSam2.of(fresh, NanoModel.options("onnx"));
        ImageEmbedding image = model.embed(NanoModel.image(1))) {
      expected =
          model
              .prompt(image)
              .describe(CoronaryPrompt.parse("CASS 2, RAO 30"))
              .box(20, 15, 60, 50)
              .predict();
    }
    for (Path file : List.of(safetensors, zip)) {
      try (MedSam2 model = MedSam2.load(file, NanoModel.options("onnx"));
          ImageEmbedding image = model.embed(NanoModel.image(1))) {
        assertThat(ConfigInference.infer(Checkpoint.open(file)).extension())
            .isEqualTo(CoronaryConfig.ALL);
        Segmentation s =
            model
                .prompt(image)
                .describe(CoronaryPrompt.parse("CASS 2, RAO 30"))
                .box(20, 15, 60, 50)
                .predict();
        ModelUnderTest.assertSame(s, expected);
        assertClose(reading(s), reading(expected), 0);
      }
    }
  }

  @Test
  void freshPartsAreTheSameForTheSameSeedAndKnowNothing() {
    Weights plain = CoronaryModel.weights(DecoderExtension.NONE);
    Weights one = CoronaryHeads.addTo(plain, 1);
    assertThat(one.values()).isEqualTo(CoronaryHeads.addTo(plain, 1).values());
    Weights two = CoronaryHeads.addTo(plain, 2);
    Set<String> changed =
        one.keys().stream()
            .filter(key -> !one.get(key).value().equals(two.get(key).value()))
            .collect(Collectors.toSet());
    assertThat(changed).hasSize(21).allMatch(key -> !plain.keys().contains(key));
    assertThat(one.get("reading_heads.class_counts").toFloat32().toFloatArray()).containsOnly(0);
    assertThatThrownBy(() -> CoronaryHeads.addTo(weights, 1))
        .isInstanceOf(InvalidInputException.class);
    assertThat(
            CoronaryHeads.addTo(
                    CoronaryModel.weights(new CoronaryConfig(true, true, false, false)), 1)
                .keys())
        .isEqualTo(weights.keys());
  }

  /**
   * Files of before have heads that know the mask alone: they read as ever, and may be added to.
   */
  @Test
  void headsWithoutSurroundingsStillRead() {
    Weights alone = CoronaryModel.weights(new CoronaryConfig(true, false, true, false));
    assertThat(ConfigInference.infer(alone).extension())
        .isEqualTo(new CoronaryConfig(true, false, true, false));
    Weights more = CoronaryHeads.addTo(alone, 1);
    assertThat(more.keys()).isEqualTo(weights.keys());
    alone.keys().forEach(key -> assertThat(more.get(key)).isSameAs(alone.get(key)));
    try (MedSam2 model = MedSam2.of(alone, NanoModel.options("onnx"));
        ImageEmbedding image = model.embed(NanoModel.image(1))) {
      assertThat(model.prompt(image).box(20, 15, 60, 50).predict().reading(CoronaryReading.class))
          .isPresent();
    }
    assertThatThrownBy(() -> new CoronaryConfig(true, false, false, true))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void aPartThatIsNotWholeIsListed() {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    weights.keys().forEach(key -> tensors.put(key, weights.get(key)));
    tensors.remove("text_prompt_encoder.artery_embed.weight");
    tensors.remove("reading_heads.cass.bias");
    assertThatThrownBy(() -> MedSam2.of(Checkpoint.of("cut", tensors), NanoModel.options("onnx")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("2 missing: text_prompt_encoder.artery_embed.weight")
        .hasMessageContaining("reading_heads.cass.bias");
  }

  /** The rows of the artery table follow the order of the enum: files depend on it. */
  @Test
  void arteriesKeepTheirRows() {
    assertThat(Artery.values())
        .containsExactly(Artery.LCA, Artery.RCA, Artery.LM, Artery.LAD, Artery.LCX);
  }
}
