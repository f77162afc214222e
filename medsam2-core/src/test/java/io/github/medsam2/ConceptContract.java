// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.concept.ConceptPrompt;
import io.github.medsam2.concept.ConceptRules;
import io.github.medsam2.concept.FoundBox;
import io.github.medsam2.concept.Instance;
import io.github.medsam2.concept.Instances;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.LiveFrames;
import io.github.medsam2.net.concept.ConceptNets;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.NanoModel;
import io.github.medsam2.testing.Sam3Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What a user may ask for by words and example boxes, and what is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConceptContract {
  private final Checkpoint weights = ConceptNets.nano();
  private final MedSam2 model = MedSam2.of(weights, options());
  private final ImageEmbedding image = model.embed(NanoModel.image(2));

  abstract String engine();

  private ModelOptions options() {
    return ModelOptions.defaults()
        .engine(engine())
        .threads(1)
        .heads(4)
        .windows(4)
        .globalBlocks(2, 5);
  }

  @AfterAll
  void close() {
    image.close();
    model.close();
    weights.close();
  }

  private ConceptRequest wire() {
    return model.concepts(image).text("guide wire");
  }

  private static void assertSame(Instances found, Instances expected) {
    assertThat(found.presence()).isEqualTo(expected.presence());
    assertThat(found.all()).extracting(Instance::query).isEqualTo(queries(expected.all()));
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.all().get(i).score()).isEqualTo(expected.all().get(i).score());
      assertThat(found.all().get(i).box()).isEqualTo(expected.all().get(i).box());
      assertThat(found.all().get(i).mask()).isEqualTo(expected.all().get(i).mask());
    }
  }

  private static List<Integer> queries(List<Instance> instances) {
    return instances.stream().map(Instance::query).toList();
  }

  @Test
  void aThresholdKeepsTheLikelyOnesInTheirOrder() {
    Instances all = wire().threshold(0).find();
    assertThat(queries(all.all())).isEqualTo(IntStream.range(0, 12).boxed().toList());
    float middle = all.byScore().get(5).score();
    List<Instance> likely = all.all().stream().filter(i -> i.score() > middle).toList();
    assertThat(likely).hasSize(5);
    assertThat(queries(wire().threshold(middle).find().all())).isEqualTo(queries(likely));
    assertThat(wire().threshold(1).find().isEmpty()).isTrue();
    assertThat(all.presence()).isBetween(0f, 1f);
    assertThat(all)
        .allSatisfy(
            i -> {
              assertThat(i.score()).isBetween(0f, all.presence());
              assertThat(i.mask().width()).isEqualTo(image.width());
              assertThat(i.mask().height()).isEqualTo(image.height());
              assertThat(i.lowResLogits()).hasSize(i.lowResSize() * i.lowResSize());
              assertThat(i.box().x1()).isGreaterThan(i.box().x0());
            });
  }

  @Test
  void wordsAndExamplesChangeTheAnswer() {
    Instances words = wire().threshold(0).find();
    assertSame(wire().threshold(0).find(), words);
    assertThat(scores(model.concepts(image).text("stent"))).isNotEqualTo(scores(wire()));
    ConceptRequest example = wire().example(10, 12, 60, 50);
    ConceptRequest counter = wire().counterExample(10, 12, 60, 50);
    assertThat(scores(example)).isNotEqualTo(scores(wire())).isNotEqualTo(scores(counter));
    ConceptRequest alone = model.concepts(image).example(10, 12, 60, 50);
    assertThat(scores(alone)).isEqualTo(scores(alone.text("visual")));
    assertThat(scores(alone.text("VISUAL "))).isEqualTo(scores(alone));
  }

  private static List<Float> scores(ConceptRequest request) {
    return request.threshold(0).find().all().stream().map(Instance::score).toList();
  }

  @Test
  void aRequestIsExtendedAndNotChanged() {
    ConceptRequest none = model.concepts(image);
    ConceptRequest words = none.text("stent");
    ConceptRequest both = words.example(1, 2, 3, 4).counterExample(5, 6, 7, 8);
    assertThat(none.prompt()).isEqualTo(ConceptPrompt.NONE);
    assertThat(words.prompt()).isEqualTo(ConceptPrompt.of("stent"));
    assertThat(both.prompt().examples()).extracting(e -> e.like()).containsExactly(true, false);
    assertThat(both.text("wire").prompt().examples()).isEqualTo(both.prompt().examples());
  }

  /** One box, two questions to two networks: neither is ever answered by the other. */
  @Test
  void aPromptForOneObjectIsNoExample() {
    Segmentation before = model.prompt(image).box(10, 12, 60, 50).predict();
    model.concepts(image).example(10, 12, 60, 50).find();
    Segmentation after = model.prompt(image).box(10, 12, 60, 50).predict();
    assertThat(after.lowResLogits()).isEqualTo(before.lowResLogits());
    try (Checkpoint detector =
            only(key -> key.startsWith("detector.") && !key.contains("sam2_convs"));
        MedSam2 finder = MedSam2.of(detector, options());
        ImageEmbedding seen = finder.embed(NanoModel.image(2))) {
      assertThatThrownBy(() -> finder.prompt(seen).box(10, 12, 60, 50).predict())
          .isInstanceOf(UnsupportedPromptException.class)
          .hasMessageContaining("boxes, clicks and masks")
          .hasMessageContaining("words and example boxes");
      assertSame(
          finder.concepts(seen).text("guide wire").threshold(0).find(), wire().threshold(0).find());
    }
  }

  private static Checkpoint only(Predicate<String> kept) {
    Map<String, HostTensor> tensors = values(ConceptNets.nano());
    tensors.keySet().removeIf(key -> !kept.test(key));
    return Sam3Weights.file(tensors);
  }

  private static Map<String, HostTensor> values(Weights all) {
    return all.values();
  }

  @Test
  void aFileWithoutADetectorSaysSo() {
    try (Checkpoint tracker = Sam3Weights.nano();
        MedSam2 other = MedSam2.of(tracker, options());
        ImageEmbedding seen = other.embed(NanoModel.image(2))) {
      assertThatThrownBy(() -> other.concepts(seen))
          .isInstanceOf(UnsupportedPromptException.class)
          .hasMessageContaining("words and example boxes")
          .hasMessageContaining("SAM 3 checkpoint with its detector");
    }
  }

  @Test
  void aDetectorThatLacksAPartNamesIt() {
    try (Checkpoint cut = only(key -> !key.contains("segmentation_head.cross_attend_prompt"));
        MedSam2 other = MedSam2.of(cut, options());
        ImageEmbedding seen = other.embed(NanoModel.image(2))) {
      assertThatThrownBy(() -> other.concepts(seen).text("wire").find())
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("4 missing")
          .hasMessageContaining("segmentation_head.cross_attend_prompt");
      assertThat(other.prompt(seen).box(10, 12, 60, 50).predict().width()).isEqualTo(90);
    }
  }

  /** A text encoder of other words than CLIP's takes those beside its file. */
  @Test
  void wordsOfAnotherVocabulary(@TempDir Path folder) throws IOException {
    String table = "detector.backbone.language_backbone.encoder.token_embedding.weight";
    Map<String, HostTensor> tensors = values(weights);
    float[] rows = requireNonNull(tensors.get(table)).toFloatArray();
    tensors.put(table, HostTensor.of(Arrays.copyOf(rows, 516 * 32), 516, 32));
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, tensors, Map.of());
    try (MedSam2 other = MedSam2.load(file, options());
        ImageEmbedding seen = other.embed(NanoModel.image(2))) {
      ConceptRequest request = other.concepts(seen).text("abc").threshold(0);
      assertThatThrownBy(request::find)
          .isInstanceOf(UnsupportedPromptException.class)
          .hasMessageContaining("516 pieces, and no merges.txt");
      Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\nab c</w>\n");
      assertThat(request.find().size()).isEqualTo(12);
    }
  }

  @Test
  void badQuestionsAreRefused() {
    assertRefused(() -> model.concepts(image).find(), "words or an example box");
    assertRefused(() -> wire().text(" \t"), "a phrase");
    assertRefused(() -> wire().text("x".repeat(5000)).find(), "short phrase");
    assertRefused(() -> wire().threshold(Double.NaN), "0 to 1");
    assertRefused(() -> wire().threshold(-0.1), "0 to 1");
    assertRefused(() -> wire().example(-500, 0, 10, 10).find(), "example box");
    assertRefused(() -> wire().example(0, 0, 1e9, 10).find(), "example box");
    assertRefused(() -> wire().example(10, 10, 10, 20), "with an area");
    ConceptRequest[] many = {wire()};
    for (int i = 0; i < ConceptPrompt.MOST; i++) {
      many[0] = many[0].example(1, 1, 5, 5);
    }
    assertRefused(() -> many[0].example(1, 1, 5, 5), "at most 64");
    ImageEmbedding closed = model.embed(NanoModel.image(3));
    ConceptRequest late = model.concepts(closed).text("wire");
    late.find();
    closed.close();
    closed.close();
    assertRefused(late::find, "closed");
  }

  private static void assertRefused(Runnable call, String saying) {
    assertThatThrownBy(call::run)
        .isInstanceOf(InvalidInputException.class)
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining(saying);
  }

  @Test
  void aListenerEndsASearchAndLeavesTheImage() {
    ConceptRequest cut = wire().listener((done, total) -> done < 2);
    assertThatThrownBy(cut::find).isInstanceOf(CancellationException.class);
    assertSame(cut.listener((done, total) -> true).find(), wire().find());
  }

  @Test
  void aSavedEmbeddingIsAskedAgain(@TempDir Path folder) {
    Path file = folder.resolve("image.embedding");
    image.save(file);
    try (ImageEmbedding opened = ImageEmbedding.open(file, model)) {
      assertSame(
          model.concepts(opened).text("guide wire").threshold(0).find(),
          wire().threshold(0).find());
    }
  }

  /** Words on one frame, a track for each instance, and new instances only on a later frame. */
  @Test
  void instancesAreFollowedThroughACine() {
    FrameSource frames = FrameSource.of(IntStream.range(0, 4).mapToObj(NanoModel::image).toList());
    try (VideoSession cine = model.session(frames)) {
      float fourth = wire().threshold(0).find().byScore().get(4).score();
      Instances first = wire().threshold(fourth).find();
      List<TrackedObject> objects = cine.add("wire", 0, first);
      long visible = first.all().stream().filter(i -> !i.mask().isEmpty()).count();
      assertThat(objects).hasSize((int) visible).hasSizeGreaterThan(1);
      assertThat(cine.objects()).startsWith("wire 1", "wire 2").hasSize((int) visible);
      List<FrameResult> walked = cine.propagate(Direction.FORWARD).range(0, 2).stream().toList();
      assertThat(walked).hasSize(3);
      FrameResult last = walked.get(2);
      assertThat(last.objects()).containsOnlyKeys(cine.objects());
      assertThat(cine.add("wire", 2, seen(last), last)).isEmpty();
      assertThat(cine.add("tip", 2, first)).hasSize((int) visible);
      assertRefused(() -> cine.add("wire", 1, first, last), "the result of that frame");
      assertRefused(() -> cine.add(" ", 1, first), "a name");
    }
  }

  /** The masks of a frame as if they had been found. */
  private static Instances seen(FrameResult result) {
    List<Instance> all =
        result.objects().values().stream()
            .map(
                s ->
                    new Instance(
                        0,
                        0.9f,
                        new FoundBox(0, 0, 1, 1),
                        s.lowResLogits(),
                        s.lowResSize(),
                        s.width(),
                        s.height()))
            .toList();
    return new Instances(1, all);
  }

  private static FrameSource cine(int frames) {
    return FrameSource.of(IntStream.range(0, frames).mapToObj(NanoModel::image).toList());
  }

  /** The likeliest detections of weights that know nothing, one or two a frame. */
  private ConceptCine wires(int frames) {
    float likely = wire().threshold(0).find().byScore().get(2).score();
    ConceptRules rules = ConceptRules.DEFAULT.detected(likely).begins(likely).duplicate(0.8);
    return model.concepts(cine(frames)).text("guide wire").rules(rules.delay(0));
  }

  private static String told(ConceptFrame f) {
    StringBuilder out = new StringBuilder(f.index() + ":");
    f.instances().forEach(i -> out.append(" ").append(i).append(i.mask().bounds()));
    return out.toString();
  }

  private static List<String> told(Iterable<ConceptFrame> walk) {
    return StreamSupport.stream(walk.spliterator(), false).map(ConceptContract::told).toList();
  }

  @Test
  void aConceptIsFoundAndFollowedThroughACine() {
    ConceptPropagation walk = wires(3).propagate(Direction.FORWARD);
    List<ConceptFrame> frames = walk.stream().toList();
    assertThat(frames).extracting(ConceptFrame::index).containsExactly(0, 1, 2);
    assertThat(frames).extracting(ConceptFrame::done).containsExactly(1, 2, 3);
    assertThat(frames.get(2).total()).isEqualTo(3);
    TrackedInstance first =
        frames.stream().flatMap(f -> f.instances().stream()).findFirst().orElseThrow();
    assertThat(first.number()).isZero();
    assertThat(frames)
        .allSatisfy(
            f ->
                assertThat(f.instances())
                    .allSatisfy(
                        i -> {
                          assertThat(i.since()).isBetween(0, f.index());
                          assertThat(i.mask().isEmpty()).isFalse();
                          assertThat(f.instance(i.number())).contains(i);
                        }));
    assertThat(told(walk)).isEqualTo(frames.stream().map(ConceptContract::told).toList());
    assertThat(told(wires(3).propagate(Direction.FORWARD).range(0, 1)))
        .isEqualTo(frames.stream().limit(2).map(ConceptContract::told).toList());
  }

  /** What was found where it began has one number both ways, and no number is given twice. */
  @Test
  void aWalkFromTheMiddleGoesBothWays() {
    List<ConceptFrame> both = wires(4).propagate(Direction.BOTH).from(2).stream().toList();
    assertThat(both).extracting(ConceptFrame::index).containsExactly(2, 3, 1, 0);
    assertThat(told(wires(4).propagate(Direction.FORWARD).from(2)))
        .isEqualTo(both.stream().limit(2).map(ConceptContract::told).toList());
    assertThat(begun(both.subList(2, 4), 2)).isNotEmpty();
    assertThat(Collections.disjoint(begun(both, 3), begun(both, 1))).isTrue();
    assertThat(Collections.disjoint(begun(both, 3), begun(both, 0))).isTrue();
  }

  /** The numbers of those that began on a frame. */
  private static Set<Integer> begun(List<ConceptFrame> frames, int since) {
    return frames.stream()
        .flatMap(f -> f.instances().stream())
        .filter(i -> i.since() == since)
        .map(TrackedInstance::number)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void aWalkForAConceptIsToldOfAndEnded() {
    ConceptPropagation cut = wires(3).propagate(Direction.FORWARD);
    List<Integer> parts = new ArrayList<>();
    cut.listener(
        (done, total) -> {
          parts.add(done);
          assertThat(done).isLessThan(total);
          if (done > total / 2) {
            cut.cancel();
          }
          return true;
        });
    assertThat(cut.stream().map(ConceptFrame::index)).containsExactly(0);
    assertThat(parts).isSorted().hasSizeGreaterThan(10);
    ConceptPropagation ended =
        wires(3).propagate(Direction.FORWARD).listener((done, total) -> done < 4);
    assertThatThrownBy(() -> ended.stream().toList()).isInstanceOf(CancellationException.class);
  }

  @Test
  void badQuestionsThroughFramesAreRefused() {
    ConceptCine asked = model.concepts(cine(2));
    assertRefused(() -> asked.propagate(Direction.FORWARD), "words, which hold for all frames");
    assertRefused(
        () -> asked.example(1, 1, 9, 9).propagate(Direction.FORWARD), "an example on one frame");
    ConceptCine wire = asked.text("wire").example(1, 1, 9, 9);
    assertRefused(() -> wire.example(1, 1, 9, 9), "one example box");
    assertRefused(() -> asked.text("x".repeat(5000)).propagate(Direction.BOTH), "short phrase");
    assertRefused(
        () -> asked.text("a").example(-500, 0, 9, 9).propagate(Direction.FORWARD), "example box");
    assertRefused(() -> wire.propagate(Direction.FORWARD).range(0, 2), "0 <= first");
    assertRefused(() -> wire.propagate(Direction.FORWARD).from(2), "0 to 1");
    assertRefused(() -> ConceptRules.DEFAULT.detected(1.5), "0 to 1");
    assertRefused(() -> ConceptRules.DEFAULT.most(0), "1 or more");
    assertRefused(() -> model.concepts(LiveFrames.of(90, 70, 4)), "a recording");
    try (Checkpoint detector =
            only(key -> key.startsWith("detector.") && !key.contains("sam2_convs"));
        MedSam2 finder = MedSam2.of(detector, options())) {
      assertThatThrownBy(() -> finder.concepts(cine(2)))
          .isInstanceOf(UnsupportedPromptException.class)
          .hasMessageContaining("through frames");
    }
  }

  @Test
  void threadsShareAnImage() {
    Instances expected = wire().threshold(0).find();
    try (ImageEmbedding fresh = model.embed(NanoModel.image(2))) {
      IntStream.range(0, 6)
          .parallel()
          .mapToObj(i -> model.concepts(fresh).text("guide wire").threshold(0).find())
          .forEach(found -> assertSame(found, expected));
    }
  }
}
