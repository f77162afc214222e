// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime.concept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.image.resample.Bilinear;
import io.github.medsam2.net.concept.ConceptConfig;
import io.github.medsam2.net.concept.ConceptNets;
import io.github.medsam2.net.concept.ExampleBox;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.trunk.AttentionPattern;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.Parts;
import io.github.medsam2.runtime.Sam3Inputs;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.Sam3Weights;
import io.github.medsam2.testing.SharedData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From an image to what is kept and how it looks, as the original answers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConceptSearch {
  private static final double LOGITS = 1e-4;
  private static final double SCORES = 5e-6;
  private static final double PIXELS = 1e-3;
  private static final int COLUMNS = 144;
  private static final int ROWS = 120;
  private static final ExampleBox LIKE = new ExampleBox(0.45f, 0.475f, 0.5f, 0.55f, true);
  private static final ExampleBox UNLIKE = new ExampleBox(0.8f, 0.75f, 0.3f, 0.4f, false);

  private Golden golden;
  private Stations stations;
  private ConceptStations concepts;
  private EncodedImage image;
  private ConceptImage seen;

  abstract Engine open();

  @BeforeAll
  void look() {
    golden = Golden.shared("sam3/nano_pcs_image");
    Checkpoint weights = ConceptNets.nano();
    stations = new Stations(open(), weights, Sam3Weights.nanoConfig(weights));
    concepts = new ConceptStations(stations, ConceptNets.NANO.config());
    image = stations.encodeForAll(Golden.shared("sam3/nano_features").get("input"), Parts.ALL);
    seen = concepts.look(image);
  }

  @AfterAll
  void close() {
    if (stations != null) {
      seen.close();
      image.close();
      stations.close();
    }
  }

  private int[] ids(String name) {
    return ConceptNets.unpadded(golden.get("pcs." + name + ".ids").longs());
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "text_box", "text_box_neg", "visual_box", "text_neg", "text2"})
  void whatIsKeptAndHowItLooks(String name) {
    String key = "pcs." + name + ".";
    String words = name.startsWith("visual") ? "visual" : name.equals("text2") ? name : "text";
    List<ExampleBox> boxes =
        switch (name) {
          case "text_box", "visual_box" -> List.of(LIKE);
          case "text_box_neg" -> List.of(LIKE, UNLIKE);
          case "text_neg" -> List.of(UNLIKE);
          default -> List.of();
        };
    float threshold = golden.floats(key + "threshold")[0];
    Painted found = concepts.find(seen, ids(words), boxes, threshold, Parts.ALL);
    long[] kept = new long[found.kept().length];
    float[] scores = new float[kept.length];
    float[] corners = new float[4 * kept.length];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = found.kept()[i];
      scores[i] = found.candidates().score(found.kept()[i]);
      System.arraycopy(corners(found, i), 0, corners, 4 * i, 4);
    }
    long[] expected = new long[kept.length];
    golden.get(key + "kept").longs().get(expected);
    assertThat(golden.get(key + "kept").longs().limit()).isEqualTo(kept.length);
    assertThat(kept).isEqualTo(expected);
    golden.assertClose(key + "kept_scores", scores, SCORES, false);
    golden.assertClose(key + "kept_boxes_xyxy", corners, PIXELS, false);
    assertMasks(key, found);
  }

  private void assertMasks(String key, Painted found) {
    float[] probabilities = new float[found.kept().length * COLUMNS * ROWS];
    for (int i = 0; i < found.kept().length; i++) {
      float[] logits = Bilinear.resize(found.masks()[i], found.side(), found.side(), COLUMNS, ROWS);
      long pixels = 0;
      for (int j = 0; j < logits.length; j++) {
        pixels += logits[j] > 0 ? 1 : 0;
        probabilities[i * logits.length + j] = (float) (1 / (1 + Math.exp(-logits[j])));
      }
      long counted = golden.get(key + "kept_mask_count").longs().get(i);
      assertThat(pixels).isBetween(counted - 2, counted + 2);
    }
    golden.assertClose(key + "kept_mask_prob", probabilities, LOGITS, false);
  }

  private static float[] corners(Painted found, int i) {
    float[] b = found.candidates().boxes();
    int q = 4 * found.kept()[i];
    return new float[] {
      (b[q] - b[q + 2] / 2) * COLUMNS,
      (b[q + 1] - b[q + 3] / 2) * ROWS,
      (b[q] + b[q + 2] / 2) * COLUMNS,
      (b[q + 1] + b[q + 3] / 2) * ROWS
    };
  }

  @Test
  void wordsAreReadOnce() {
    assertThat(concepts.words(ids("text2"))).isSameAs(concepts.words(ids("text2")));
    assertThat(concepts.words(ids("text"))).isNotEqualTo(concepts.words(ids("text2")));
  }

  @Test
  void nothingIsPaintedWhereNothingIsLikely() {
    Painted found = concepts.find(seen, ids("text"), List.of(), 0.999, Parts.ALL);
    assertThat(found.kept()).isEmpty();
    assertThat(found.masks()).isEmpty();
    assertThat(found.candidates().logits()).hasSize(12);
  }

  @Test
  void aSearchIsToldOfAndEndsBetweenItsStations() {
    List<Integer> told = new ArrayList<>();
    Parts note =
        (done, total) -> {
          assertThat(total).isEqualTo(5);
          told.add(done);
          return true;
        };
    concepts.find(seen, ids("text"), List.of(), 0.5, note);
    assertThat(told).containsExactly(0, 1, 2, 3, 4);
    assertThatThrownBy(
            () -> concepts.find(seen, ids("text"), List.of(), 0.5, (done, total) -> done < 3))
        .isInstanceOf(CancellationException.class)
        .hasMessageContaining("3 of 5");
  }

  /** A file as the authors write it, all of whose sizes are read off its keys. */
  @Test
  void theAuthorsOwnFile() {
    Golden pico = Golden.shared("sam3/pico_golden");
    Checkpoint weights = Checkpoint.open(SharedData.require("golden/sam3/pico_sam3.pt"));
    ConceptConfig sizes = ConceptConfig.in(new KeyReader(weights)).withTextHeads(2);
    assertThat(sizes).isEqualTo(ConceptNets.PICO.config());
    ModelConfig config = ConfigInference.infer(weights);
    HostTensor input =
        config.trunk().forImages(config.imageSize()).prepare(Sam3Inputs.rgb(pico, 0));
    try (weights;
        Stations s = new Stations(open(), weights, config);
        EncodedImage encoded = s.encodeForAll(input, Parts.ALL);
        ConceptImage looked = new ConceptStations(s, sizes).look(encoded)) {
      int[] said = ConceptNets.unpadded(pico.get("pcs.text.ids").longs());
      ConceptStations small = new ConceptStations(s, sizes);
      double threshold = pico.floats("pcs.text.threshold")[0];
      Painted found = small.find(looked, said, List.of(), threshold, Parts.ALL);
      pico.assertClose("pcs.text.logits", found.candidates().logits(), SCORES, false);
      pico.assertClose("pcs.text.boxes_cxcywh", found.candidates().boxes(), SCORES, false);
      long[] kept = new long[found.kept().length];
      pico.get("pcs.text.kept").longs().get(kept);
      assertThat(Arrays.stream(found.kept()).asLongStream().toArray()).isEqualTo(kept);
    }
  }

  /** Transformers' file in halves: the same instances, near the same scores. */
  @Test
  void theFileOfTransformersInHalves() {
    Golden pico = Golden.shared("sam3/pico_golden");
    Checkpoint weights = Checkpoint.open(SharedData.require("golden/sam3/pico_model.safetensors"));
    ConceptConfig sizes = ConceptConfig.in(new KeyReader(weights)).withTextHeads(2);
    ModelConfig inferred = ConfigInference.infer(weights);
    AttentionPattern pattern =
        AttentionPattern.UNSAID.withHeads(2).withWindows(List.of(4)).withGlobalBlocks(Set.of(1));
    ModelConfig config = inferred.withTrunk(inferred.trunk().with(pattern)).withImageSize(112);
    HostTensor input = config.trunk().forImages(112).prepare(Sam3Inputs.rgb(pico, 0));
    try (weights;
        Stations s = new Stations(open(), weights, config);
        EncodedImage encoded = s.encodeForAll(input, Parts.ALL);
        ConceptImage looked = new ConceptStations(s, sizes).look(encoded)) {
      int[] said = ConceptNets.unpadded(pico.get("pcs.text.ids").longs());
      double threshold = pico.floats("pcs.text.threshold")[0];
      Painted found =
          new ConceptStations(s, sizes).find(looked, said, List.of(), threshold, Parts.ALL);
      long[] kept = new long[found.kept().length];
      pico.get("pcs.text.kept").longs().get(kept);
      assertThat(found.kept()).isNotEmpty();
      assertThat(Arrays.stream(found.kept()).asLongStream().toArray()).isEqualTo(kept);
      pico.assertClose("pcs.text.logits", found.candidates().logits(), 5e-3, false);
      pico.assertClose("pcs.text.boxes_cxcywh", found.candidates().boxes(), 5e-3, false);
    }
  }
}
