// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Weights computed from their keys alone, so that a network's numbers can be compared with the
 * original's without a checkpoint: FNV-1a of the key seeds a SplitMix64 stream.
 */
public final class RuleWeights implements Weights {
  private static final String SCORE_BIAS = "sam_mask_decoder.pred_obj_score_head.layers.2.bias";

  private final Map<String, Shape> shapes;
  private final Map<String, StoredTensor> made = new ConcurrentHashMap<>();
  private final double scoreBias;

  /**
   * @param shapes the shape of every key
   * @param scoreBias the bias of the object-score head: 1.0 for "present", -2.0 for "absent"
   */
  public RuleWeights(Map<String, Shape> shapes, double scoreBias) {
    this.shapes = new LinkedHashMap<>(shapes);
    this.scoreBias = scoreBias;
  }

  @Override
  public String source() {
    return "rule weights";
  }

  @Override
  public Set<String> keys() {
    return shapes.keySet();
  }

  @Override
  public StoredTensor get(String key) {
    Shape shape = shapes.get(key);
    if (shape == null) {
      throw new CheckpointException("rule weights", "key " + key, "no such key", "check the key");
    }
    return made.computeIfAbsent(key, k -> new StoredTensor(make(k, shape), null));
  }

  private HostTensor make(String key, Shape shape) {
    float[] values = new float[Math.toIntExact(shape.count())];
    if (key.equals(SCORE_BIAS)) {
      values[0] = (float) scoreBias;
      return HostTensor.of(values, shape.dims());
    }
    double base = base(key, shape);
    double scale = scale(key, shape);
    long seed = fnv1a(key);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (base + scale * unit(seed, i));
    }
    return HostTensor.of(values, shape.dims());
  }

  static long fnv1a(String key) {
    long h = 0xcbf29ce484222325L;
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      h = (h ^ (b & 0xff)) * 0x100000001b3L;
    }
    return h;
  }

  /** The i-th number of a key's stream, in [-1, 1). */
  static double unit(long seed, int i) {
    return unit(seed + (i + 1) * 0x9E3779B97F4A7C15L);
  }

  private static double unit(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    z ^= z >>> 31;
    return (z >>> 40) * 0x1p-23 - 1;
  }

  private static boolean isEmbedding(String key) {
    return key.matches(
        "maskmem_tpos_enc|no_mem_embed|no_mem_pos_enc|no_obj_ptr|no_obj_embed_spatial"
            + "|.*\\.pos_embed|.*\\.pos_embed_window|.*point_embeddings\\..*"
            + "|.*(not_a_point_embed|no_mask_embed|iou_token|obj_score_token|mask_tokens).*");
  }

  private static double base(String key, Shape shape) {
    if (isEmbedding(key)) {
      return 0;
    }
    if (key.endsWith("gamma")) {
      return 0.5;
    }
    return key.endsWith(".weight") && shape.rank() == 1 ? 1 : 0;
  }

  private static double scale(String key, Shape shape) {
    if (isEmbedding(key)) {
      return 0.7;
    }
    if (key.contains("gaussian")) {
      return 1.0;
    }
    if (key.endsWith("gamma") || key.endsWith(".bias") || shape.rank() == 1) {
      return 0.3;
    }
    long fan =
        key.startsWith("sam_mask_decoder.output_upscaling.")
            ? shape.dim(0)
            : shape.count() / shape.dim(0);
    return Math.sqrt(3.0 / fan);
  }
}
