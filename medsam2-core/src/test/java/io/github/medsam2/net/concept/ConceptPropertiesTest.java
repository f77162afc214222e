// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.Sam3Weights;
import io.github.medsam2.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What must hold whatever the weights are. */
class ConceptPropertiesTest {
  private static final Concepts NET = ConceptNets.PICO;
  private static final Weights WEIGHTS = ConceptNets.weights(NET);
  private static final int[] IDS = {318, 5, 17, 40, 99, 319};
  private final List<HostTensor> levels = List.of(random(1, 32), random(2, 16), random(3, 8));

  private static HostTensor random(long seed, int side) {
    Random random = new Random(seed);
    float[] values = new float[32 * side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return HostTensor.of(values, 1, 32, side, side);
  }

  @Test
  void paddingOfWordsChangesNothing() {
    float[] plain =
        requireNonNull(run(NET.readWords().get(0), IDS, List.of()).get("words")).toFloatArray();
    float[] padded =
        requireNonNull(run(NET.readWords().get(0), Arrays.copyOf(IDS, 32), List.of()).get("words"))
            .toFloatArray();
    Golden.assertClose(
        "words with padding", plain, Arrays.copyOf(padded, plain.length), 1e-6, false);
  }

  @Test
  void theOrderOfBoxesOrdersTheirTokensOnly() {
    ExampleBox a = new ExampleBox(0.3f, 0.4f, 0.2f, 0.5f, true);
    ExampleBox b = new ExampleBox(0.7f, 0.5f, 0.5f, 0.3f, false);
    ExampleBox c = new ExampleBox(0.5f, 0.9f, 0.1f, 0.4f, true); // reaches beyond the image
    Map<String, HostTensor> first = run(new Inspection(NET, true), IDS, List.of(a, b, c));
    Map<String, HostTensor> other = run(new Inspection(NET, true), IDS, List.of(c, a, b));
    float[] tokens = requireNonNull(first.get("examples")).toFloatArray();
    float[] moved = requireNonNull(other.get("examples")).toFloatArray();
    int[] from = {1, 2, 0, 3};
    int width = NET.config().width();
    float[] back = new float[tokens.length];
    for (int i = 0; i < from.length; i++) {
      System.arraycopy(moved, from[i] * width, back, i * width, width);
    }
    Golden.assertClose("tokens", tokens, back, 1e-5, false);
    for (String all : List.of("fused", "logits", "presence", "boxes1", "masks")) {
      Golden.assertClose(
          all,
          requireNonNull(first.get(all)).toFloatArray(),
          requireNonNull(other.get(all)).toFloatArray(),
          1e-4,
          false);
    }
    assertThat(Arrays.equals(tokens, moved)).as("order of tokens").isFalse();
  }

  /** Programs of the runtime, one after the other, give what one program of all gives. */
  @Test
  void anImageIsLookedAtOnceForAllPrompts() {
    Map<String, HostTensor> whole = run(new Inspection(NET, false), IDS, List.of());
    Map<String, HostTensor> in = new HashMap<>(ConceptNets.inputs(NET, IDS, List.of(), levels));
    in.putAll(run(NET.lookAtImage(), in));
    in.put("prompt", whole.get("prompt"));
    in.putAll(run(NET.readPrompt(), in));
    Map<String, HostTensor> found = run(NET.findInstances(), in);
    Golden.assertClose(
        "logits",
        requireNonNull(whole.get("logits")).toFloatArray(),
        requireNonNull(found.get("logits")).toFloatArray(),
        1e-5,
        false);
    float[] queries = requireNonNull(found.get("queries")).toFloatArray();
    int c = NET.config().width();
    in.put("queries", HostTensor.of(Arrays.copyOfRange(queries, 2 * c, 4 * c), 1, 2, c));
    float[] two = requireNonNull(run(NET.paintMasks(), in).get("masks")).toFloatArray();
    float[] all = requireNonNull(whole.get("masks")).toFloatArray();
    int pixels = 32 * 32;
    Golden.assertClose(
        "two masks", Arrays.copyOfRange(all, 2 * pixels, 4 * pixels), two, 1e-4, false);
  }

  @Test
  void sizesAreReadOffTheKeys() {
    for (Concepts net : List.of(ConceptNets.PICO, ConceptNets.NANO)) {
      KeyReader keys = new KeyReader(ConceptNets.weights(net));
      assertThat(ConceptConfig.isIn(keys)).isTrue();
      int heads = net.config().text().heads();
      assertThat(ConceptConfig.in(keys).withTextHeads(heads)).isEqualTo(net.config());
    }
    assertThat(ConceptConfig.isIn(new KeyReader(Sam3Weights.nano()))).isFalse();
  }

  /** Every key of a published file is read by a station, of the image, or known to be unread. */
  @Test
  void keysOfFilesAreReadOrKnown() throws IOException {
    Map<String, Shape> file =
        Golden.keys(
            Files.readString(SharedData.require("golden/sam3/pico_keys.txt"))
                .lines()
                .filter(line -> line.startsWith("detector.") && line.endsWith("] float32"))
                .map(line -> line.replace('[', '(').replace("] float32", ")"))
                .collect(Collectors.joining("\n")));
    Map<String, Shape> read = ConceptNets.keys(NET);
    Set<String> unread = new HashSet<>();
    file.forEach(
        (key, shape) -> {
          if (key.startsWith("detector.backbone.vision_backbone.")) {
            return;
          }
          if (read.containsKey(key)) {
            assertThat(shape).as(key).isEqualTo(read.get(key));
          } else {
            assertThat(ConceptKeys.isUnread(key)).as(key).isTrue();
            unread.add(key);
          }
        });
    assertThat(file.keySet()).containsAll(read.keySet());
    assertThat(unread).hasSizeGreaterThan(5);
    assertThat(read.keySet()).noneMatch(ConceptKeys::isUnread);
  }

  private Map<String, HostTensor> run(Program program, int[] ids, List<ExampleBox> boxes) {
    return run(program, ConceptNets.inputs(NET, ids, boxes, levels));
  }

  private static Map<String, HostTensor> run(Program program, Map<String, HostTensor> in) {
    try (Engine engine = Engines.open("onnx", EngineOptions.DEFAULT.withThreads(1))) {
      return ConceptNets.run(engine, program, WEIGHTS, in);
    }
  }
}
