// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.net.Slots;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.Parts;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.Sam3Weights;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What every engine must reproduce of the original's numbers, station by station. */
abstract class ConceptParity {
  private static final double FEATURES = 2e-5;
  private static final double LOGITS = 1e-4;
  private static final double SCORES = 5e-6;

  abstract Engine open();

  /** Text, text and a box, two boxes of either kind, a box alone, a box of what is not meant. */
  @TestFactory
  List<DynamicTest> nano() {
    Golden golden = Golden.shared("sam3/nano_pcs_image");
    Checkpoint weights = ConceptNets.nano();
    List<HostTensor> levels = nanoLevels(weights);
    ExampleBox like = new ExampleBox(0.45f, 0.475f, 0.5f, 0.55f, true);
    ExampleBox unlike = new ExampleBox(0.8f, 0.75f, 0.3f, 0.4f, false);
    Map<String, List<ExampleBox>> cases = new LinkedHashMap<>();
    cases.put("text", List.of());
    cases.put("text_box", List.of(like));
    cases.put("text_box_neg", List.of(like, unlike));
    cases.put("visual_box", List.of(like));
    cases.put("text_neg", List.of(unlike));
    cases.put("text2", List.of());
    return cases.entrySet().stream()
        .map(
            c -> {
              Case given = new Case(golden, ConceptNets.NANO, "pcs." + c.getKey(), c.getValue());
              return dynamicTest(c.getKey(), () -> check(given, weights, levels));
            })
        .toList();
  }

  private List<HostTensor> nanoLevels(Checkpoint weights) {
    Golden features = Golden.shared("sam3/nano_features");
    try (Stations s = new Stations(open(), weights, Sam3Weights.nanoConfig(weights));
        EncodedImage image = s.encodeForAll(features.get("input"), Parts.ALL)) {
      Map<Slot, EngineTensor> levels = s.conceptLevels(image);
      List<HostTensor> out =
          Slots.LEVELS.stream().map(l -> requireNonNull(levels.get(l)).toHost()).toList();
      levels.values().forEach(EngineTensor::close);
      return out;
    }
  }

  /** Other sizes; of the finest level only some numbers are kept, so no masks. */
  @TestFactory
  List<DynamicTest> pico() {
    Golden golden = Golden.shared("sam3/pico_golden");
    Weights weights = ConceptNets.weights(ConceptNets.PICO);
    List<HostTensor> levels =
        List.of(
            HostTensor.of(new float[32 * 32 * 32], 1, 32, 32, 32),
            batch(golden.get("neck.detector.1")),
            batch(golden.get("neck.detector.2")));
    List<ExampleBox> box = List.of(new ExampleBox(0.45f, 0.45f, 0.5f, 0.5f, true));
    Case text = new Case(golden, ConceptNets.PICO, "pcs.text", List.of());
    Case both = new Case(golden, ConceptNets.PICO, "pcs.text_box", box);
    return List.of(
        dynamicTest("text", () -> check(text, weights, levels)),
        dynamicTest("text and box", () -> check(both, weights, levels)));
  }

  private static HostTensor batch(HostTensor map) {
    long[] d = map.shape().dims();
    return HostTensor.of(map.toFloatArray(), 1, d[0], d[1], d[2]);
  }

  /** A prompt whose numbers are known. */
  private record Case(Golden golden, Concepts net, String key, List<ExampleBox> boxes) {
    int[] ids() {
      String other = key.startsWith("pcs.visual") ? "pcs.visual.ids" : "pcs.text.ids";
      String own = key + ".ids";
      return ConceptNets.unpadded(golden.get(golden.has(own) ? own : other).longs());
    }

    void close(String name, HostTensor actual, double tolerance, boolean relative) {
      String stored = key + "." + name;
      if (golden.has(stored) || golden.has(stored + ".every")) {
        golden.assertClose(stored, actual.toFloatArray(), tolerance, relative);
      }
    }
  }

  private void check(Case c, Weights weights, List<HostTensor> levels) {
    Map<String, HostTensor> in = ConceptNets.inputs(c.net(), c.ids(), c.boxes(), levels);
    Map<String, HostTensor> out;
    try (Engine engine = open()) {
      Inspection program = new Inspection(c.net(), !c.boxes().isEmpty());
      out = ConceptNets.run(engine, program, weights, in);
    }
    if (c.golden().has(c.key() + ".features")) {
      float[] words = requireNonNull(out.get("words")).toFloatArray();
      float[] expected = Arrays.copyOf(c.golden().floats(c.key() + ".features"), words.length);
      Golden.assertClose("words", expected, words, FEATURES, true);
    }
    c.close("geometry", requireNonNull(out.get("examples")), FEATURES, true);
    c.close("fused", requireNonNull(out.get("fused")), FEATURES, true);
    c.close("rpb0", requireNonNull(out.get("rpb0")), FEATURES, true);
    int layers = c.net().config().decoderLayers();
    for (int i = 0; i < layers; i++) {
      c.close("layer" + i + ".queries", requireNonNull(out.get("queries" + i)), FEATURES, true);
    }
    c.close("boxes_cxcywh", requireNonNull(out.get("boxes" + (layers - 1))), SCORES, false);
    c.close("logits", requireNonNull(out.get("logits")), SCORES, false);
    c.close("presence_logit", requireNonNull(out.get("presence")), SCORES, false);
    c.close("pixel", requireNonNull(out.get("pixels")), FEATURES, true);
    c.close("masks_low", requireNonNull(out.get("masks")), LOGITS, false);
  }
}
