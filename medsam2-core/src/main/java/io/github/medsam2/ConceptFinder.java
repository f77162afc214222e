// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.checkpoint.FiniteWeights;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.concept.ConceptPrompt;
import io.github.medsam2.concept.FoundBox;
import io.github.medsam2.concept.Instance;
import io.github.medsam2.concept.Instances;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.net.concept.ConceptConfig;
import io.github.medsam2.net.concept.ExampleBox;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.UnsupportedPromptException;
import io.github.medsam2.runtime.concept.ConceptStations;
import io.github.medsam2.runtime.concept.Painted;
import io.github.medsam2.session.run.CheckedFrames;
import io.github.medsam2.tokens.MergeFiles;
import io.github.medsam2.tokens.Tokenizer;
import io.github.medsam2.tokens.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From words and example boxes on an embedded image to instances. Thread-safe. */
final class ConceptFinder {
  private final Encoder encoder;
  private @Nullable ConceptStations made;

  ConceptFinder(Encoder encoder) {
    this.encoder = encoder;
  }

  ConceptRequest ask(ImageEmbedding image) {
    requireDetector();
    return new ConceptRequest(this, image);
  }

  ConceptCine ask(FrameSource frames) {
    requireDetector();
    encoder.stations().config().require(Task.TRACKING);
    return new ConceptCine(this, CheckedFrames.of(requireGiven(frames, "frames")));
  }

  private void requireDetector() {
    ModelConfig model = encoder.stations().config();
    if (!model.can(Task.CONCEPTS)) {
      throw new UnsupportedPromptException(
          "model " + model.name(),
          "weights for " + Task.CONCEPTS.what(),
          "none",
          "load a SAM 3 checkpoint with its detector, or prompt for one object");
    }
  }

  /** The weights of the detector are looked at when something is first asked of it. */
  synchronized ConceptStations stations() {
    ConceptStations known = made;
    if (known == null) {
      Weights weights = encoder.stations().programs().weights();
      ConceptConfig config = ConceptConfig.in(new KeyReader(weights));
      KeyTable keys = new KeyTable();
      config.keys(keys);
      KeyCheck.requireThere("a detector", keys.shapes(), weights);
      FiniteWeights.require(weights, keys.shapes().keySet());
      known = new ConceptStations(encoder.stations(), config);
      made = known;
    }
    return known;
  }

  Instances find(ImageEmbedding image, ConceptPrompt prompt, double threshold, Progress listener) {
    int[] ids = ids(prompt);
    List<ExampleBox> boxes = examples(prompt, image.width(), image.height());
    ConceptStations stations = stations();
    Painted found = stations.find(image.seen(stations), ids, boxes, threshold, listener::goOn);
    return instances(image, found);
  }

  /** What the text encoder reads. */
  int[] ids(ConceptPrompt prompt) {
    String phrase = prompt.phrase();
    return tokenizer(stations()).encode(phrase);
  }

  static List<ExampleBox> examples(ConceptPrompt prompt, int width, int height) {
    return prompt.examples().stream().map(e -> example(width, height, e.box(), e.like())).toList();
  }

  /** CLIP's; for a text encoder of another size what lies beside the weights. */
  private static Tokenizer tokenizer(ConceptStations stations) {
    int pieces = stations.config().text().vocabulary();
    Vocabulary clip = Vocabulary.clip();
    Optional<Path> weights = stations.stations().programs().weights().file();
    return Stream.concat(Stream.of(clip), beside(clip, pieces, weights).stream())
        .filter(v -> v.size() == pieces)
        .map(Tokenizer::new)
        .findFirst()
        .orElseThrow(
            () ->
                new UnsupportedPromptException(
                    "text encoder",
                    "the " + clip.size() + " pieces of words of CLIP",
                    pieces + " pieces, and no merges.txt or tokenizer.json of as many beside it",
                    "load the folder of the checkpoint as it was published"));
  }

  private static Optional<Vocabulary> beside(Vocabulary clip, int pieces, Optional<Path> weights) {
    return clip.size() == pieces ? Optional.empty() : weights.flatMap(MergeFiles::beside);
  }

  private static ExampleBox example(int w, int h, BoxPrompt b, boolean like) {
    if (b.x0() < -w || b.x1() > 2 * w || b.y0() < -h || b.y1() > 2 * h) {
      throw new InvalidInputException(
          "example box",
          "one that reaches beyond the image of " + w + "x" + h + " by its size at most",
          b.toString(),
          "give pixels of the image");
    }
    return ExampleBox.of(b.x0(), b.y0(), b.x1(), b.y1(), w, h, like);
  }

  private static Instances instances(ImageEmbedding image, Painted found) {
    List<Instance> all = new ArrayList<>();
    for (int i = 0; i < found.kept().length; i++) {
      int query = found.kept()[i];
      FoundBox box = box(found.candidates().boxes(), 4 * query, image.width(), image.height());
      float score = found.candidates().score(query);
      float[] logits = found.masks()[i];
      all.add(new Instance(query, score, box, logits, found.side(), image.width(), image.height()));
    }
    return new Instances(found.candidates().presenceProbability(), all);
  }

  private static FoundBox box(float[] all, int at, int width, int height) {
    double x = all[at];
    double y = all[at + 1];
    double halfWidth = all[at + 2] / 2.0;
    double halfHeight = all[at + 3] / 2.0;
    return new FoundBox(
        (x - halfWidth) * width,
        (y - halfHeight) * height,
        (x + halfWidth) * width,
        (y + halfHeight) * height);
  }
}
