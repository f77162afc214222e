// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What of a network an adapter shall correct, and how finely. Immutable; patterns are names of
 * modules in which {@code *} stands for what lies between two dots, and {@code |} parts
 * alternatives.
 */
public final class AdapterPlan {
  private static final double ALPHA_PER_RANK = 2;

  /** Of SAM 2, and of SAM 3. */
  private static final String TRUNK_ATTENTION =
      "image_encoder.trunk.blocks.*.attn.qkv"
          + "|detector.backbone.vision_backbone.trunk.blocks.*.attn.qkv";

  private final List<Layers> layers;
  private final List<String> whole;
  private final double alphaPerRank;

  private record Layers(String pattern, int rank) {}

  private AdapterPlan(List<Layers> layers, List<String> whole, double alphaPerRank) {
    this.layers = List.copyOf(layers);
    this.whole = List.copyOf(whole);
    this.alphaPerRank = alphaPerRank;
  }

  /** Nothing yet, at a strength (alpha over rank) of 2. */
  public static AdapterPlan empty() {
    return new AdapterPlan(List.of(), List.of(), ALPHA_PER_RANK);
  }

  /** The usual choice: queries and values of the attentions of trunk and mask decoder. */
  public static AdapterPlan attention(int rank) {
    String decoder = "sam_mask_decoder.transformer.";
    AdapterPlan plan = empty().correct(TRUNK_ATTENTION, rank);
    for (String projection : List.of("q_proj", "v_proj")) {
      plan =
          plan.correct(decoder + "layers.*.*." + projection, rank)
              .correct(decoder + "final_attn_token_to_image." + projection, rank);
    }
    return plan;
  }

  /**
   * {@link #attention} with the projections after it and the perceptrons of trunk and mask decoder:
   * what published fine-tunes of SAM 3 adapt of the part that is prompted, and what does most for
   * images of another kind.
   */
  public static AdapterPlan attentionAndPerceptrons(int rank) {
    return attention(rank)
        .correct(
            "image_encoder.trunk.blocks.*.attn.proj|image_encoder.trunk.blocks.*.mlp.layers.*"
                + "|image_encoder.trunk.blocks.*.mlp.*"
                + "|detector.backbone.vision_backbone.trunk.blocks.*.attn.proj"
                + "|detector.backbone.vision_backbone.trunk.blocks.*.mlp.*",
            rank)
        .correct("sam_mask_decoder.transformer.layers.*.mlp.layers.*", rank);
  }

  /**
   * Corrects layers too, linear or convolutions. Where patterns overlap the last one decides. Of a
   * fused {@code qkv} queries and values are corrected, each at this rank, and keys stay.
   *
   * @param rank 1 or more; 0 leaves out again what an earlier pattern named
   */
  public AdapterPlan correct(String pattern, int rank) {
    if (rank < 0) {
      throw new InvalidInputException(
          "rank of " + pattern, "0 or more", Integer.toString(rank), "correct the rank");
    }
    List<Layers> more = new ArrayList<>(layers);
    more.add(new Layers(pattern, rank));
    return new AdapterPlan(more, whole, alphaPerRank);
  }

  /** Trains all tensors of these modules whole. */
  public AdapterPlan whole(String pattern) {
    List<String> more = new ArrayList<>(whole);
    more.add(pattern);
    return new AdapterPlan(layers, more, alphaPerRank);
  }

  /** Sets the strength, alpha over rank; finite, not 0. */
  public AdapterPlan alphaPerRank(double value) {
    LowRank.requireFinite(value, "alpha per rank");
    return new AdapterPlan(layers, whole, value);
  }

  /**
   * Begins an adapter that changes nothing yet: A uniform within one over the root of its inputs, B
   * zero, whole tensors as they are.
   *
   * @param seed the same numbers for the same seed
   * @throws InvalidInputException naming a pattern that fits no layer of the base
   */
  public TrainableAdapter begin(String name, Weights base, long seed) {
    Map<String, LowRank> corrections = new TreeMap<>();
    Map<String, HostTensor> replaced = new TreeMap<>();
    Map<String, HostTensor> masks = new TreeMap<>();
    for (String key : base.keys()) {
      String module = key.substring(0, Math.max(0, key.lastIndexOf('.')));
      Shape shape = base.get(key).value().shape();
      boolean isWhole = whole.stream().anyMatch(p -> matches(p, module));
      int rank = key.endsWith(".weight") && !isWhole ? rank(module, shape) : 0;
      if (isWhole) {
        replaced.put(key, base.get(key).value());
      } else if (rank > 0) {
        boolean fused = module.endsWith(".qkv") && shape.rank() == 2 && shape.dim(0) % 3 == 0;
        int all = fused ? 2 * rank : rank;
        corrections.put(module, begin(shape, all, seed ^ key.hashCode()));
        if (fused) {
          masks.put(module, queriesAndValues(shape.dim(0), rank));
        }
      }
    }
    layers.forEach(l -> requireUsed(l.pattern(), base));
    whole.forEach(p -> requireUsed(p, base));
    return new TrainableAdapter(new Adapter(name, corrections, replaced), masks);
  }

  private int rank(String module, Shape shape) {
    int rank = 0;
    for (Layers l : layers) {
      rank = matches(l.pattern(), module) ? l.rank() : rank;
    }
    return shape.rank() == 2 || shape.rank() == 4 ? rank : 0;
  }

  private LowRank begin(Shape weight, int rank, long seed) {
    HostTensor a = HostTensor.zeros(DType.FLOAT32, weight.with(0, rank));
    Shape outer = weight.rank() == 2 ? Shape.of(0, rank) : Shape.of(0, rank, 1, 1);
    HostTensor b = HostTensor.zeros(DType.FLOAT32, outer.with(0, weight.dim(0)));
    double bound = 1 / Math.sqrt((double) weight.count() / weight.dim(0));
    SplittableRandom random = new SplittableRandom(seed);
    FloatBuffer values = a.floats();
    while (values.hasRemaining()) {
      values.put((float) (bound * (2 * random.nextDouble() - 1)));
    }
    return new LowRank(a, b, alphaPerRank * rank);
  }

  /** Ones where B may learn: queries from the first half of A, values from the second. */
  private static HostTensor queriesAndValues(long rows, int rank) {
    HostTensor mask = HostTensor.zeros(DType.FLOAT32, Shape.of(rows, 2L * rank));
    FloatBuffer ones = mask.floats();
    int third = (int) rows / 3;
    for (int row = 0; row < third; row++) {
      for (int k = 0; k < rank; k++) {
        ones.put(row * 2 * rank + k, 1);
        ones.put((2 * third + row) * 2 * rank + rank + k, 1);
      }
    }
    return mask;
  }

  /** What is corrected how finely: equal plans have equal texts. */
  @Override
  public String toString() {
    return "AdapterPlan[" + layers + ", whole " + whole + ", alpha per rank " + alphaPerRank + "]";
  }

  private static void requireUsed(String pattern, Weights base) {
    boolean used =
        base.keys().stream()
            .anyMatch(
                k -> k.indexOf('.') > 0 && matches(pattern, k.substring(0, k.lastIndexOf('.'))));
    if (!used) {
      throw new InvalidInputException(
          "adapter plan",
          "patterns of modules of " + base.source(),
          pattern + ", which fits none",
          "compare it with the keys of the checkpoint");
    }
  }

  private static boolean matches(String pattern, String module) {
    return Arrays.stream(pattern.split("\\|", -1))
        .map(one -> Pattern.quote(one).replace("*", "\\E[^.]*\\Q"))
        .anyMatch(module::matches);
  }
}
