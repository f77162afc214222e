// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.OverlaidWeights;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.trunk.AttentionPattern;
import io.github.medsam2.net.trunk.pe.Pe;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * SAM 3's networks with weights computed from the original's keys, in files as the original writes
 * them, so that names are turned on the way as a user's are.
 */
public final class Sam3Weights {
  private static final String TRACKER = "tracker.";
  private static final double PRESENT = 3;
  private static final double ANY_PRESENT = 2;
  private static final String PRESENCE = "sam_mask_decoder.pred_obj_score_head.layers.2.bias";
  private static final AtomicReference<@Nullable Path> NANO = new AtomicReference<>();

  private Sam3Weights() {}

  /** The shapes of the reduced tracker by the original's names, with the trunk and its neck. */
  public static Map<String, Shape> nanoKeys() {
    Map<String, Shape> keys = new LinkedHashMap<>();
    Sam3Networks.nano().keys().forEach((key, shape) -> keys.put(original(key), shape));
    Sam3Networks.levelKeys(Sam3Networks.nano()).forEach(keys::put);
    return keys;
  }

  /** The original's name of a tensor. */
  public static String original(String key) {
    if (key.startsWith("detector.")) {
      return key;
    }
    return TRACKER
        + key.replaceFirst("^memory_attention\\.", "transformer.encoder.")
            .replaceFirst("^memory_encoder\\.", "maskmem_backbone.")
            .replaceFirst("(transformer\\.layers\\.\\d\\.mlp\\.)layers\\.0", "$1lin1")
            .replaceFirst("(transformer\\.layers\\.\\d\\.mlp\\.)layers\\.1", "$1lin2");
  }

  /** Weights of some original keys, the logit of presence biased as in the golden runs. */
  public static Map<String, HostTensor> tensors(Map<String, Shape> keys, double scoreBias) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    keys.forEach((key, shape) -> tensors.put(key, tensor(key, shape, scoreBias)));
    return tensors;
  }

  private static HostTensor tensor(String key, Shape shape, double scoreBias) {
    float[] values = new float[Math.toIntExact(shape.count())];
    boolean score = key.endsWith("pred_obj_score_head.layers.2.bias");
    boolean any = key.endsWith("presence_token_head.layers.2.bias");
    double base = score ? scoreBias : any ? ANY_PRESENT : base(key, shape);
    double scale = score || any ? 0 : scale(key, shape);
    long seed = RuleWeights.fnv1a(key);
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (base + scale * RuleWeights.unit(seed, i));
    }
    return HostTensor.of(values, shape.dims());
  }

  private static boolean isEmbedding(String key) {
    return key.matches(
        ".*\\.(maskmem_tpos_enc|no_mem_embed|no_mem_pos_enc|no_obj_ptr|no_obj_embed_spatial"
            + "|pos_embed|positional_embedding)|.*point_embeddings\\..*"
            + "|.*\\.(not_a_point_embed|no_mask_embed|iou_token|obj_score_token|mask_tokens"
            + "|token_embedding|query_embed|presence_token|label_embed|cls_embed)\\.weight");
  }

  private static double base(String key, Shape shape) {
    if (isEmbedding(key) || key.endsWith("bias")) {
      return 0;
    }
    return key.endsWith("gamma") ? 0.5 : shape.rank() == 1 ? 1 : 0;
  }

  private static double scale(String key, Shape shape) {
    if (isEmbedding(key)) {
      return 0.7;
    }
    if (key.endsWith("reference_points.weight")) {
      return 1.5;
    }
    if (key.contains("gaussian")) {
      return 1.0;
    }
    if (shape.rank() == 1) {
      return 0.3;
    }
    boolean transposed = key.contains("output_upscaling.") || key.contains("dconv_2x2");
    return Math.sqrt(3.0 / (transposed ? shape.dim(0) : shape.count() / shape.dim(0)));
  }

  /** The reduced network in a file that is deleted when the JVM ends, written once. */
  public static Path nanoFile() {
    return NANO.updateAndGet(known -> known == null ? write() : known);
  }

  /** The reduced network as it is opened. */
  public static Checkpoint nano() {
    return Checkpoint.open(nanoFile());
  }

  /** The reduced network with another bias of the logit of presence. */
  public static Weights nano(double scoreBias) {
    float[] bias = {(float) scoreBias};
    StoredTensor replaced = new StoredTensor(HostTensor.of(bias, 1), null);
    return OverlaidWeights.of("nano " + scoreBias, nano(), Map.of(PRESENCE, replaced));
  }

  /** {@link #write}, opened. */
  public static Checkpoint file(Map<String, HostTensor> tensors) {
    return Checkpoint.open(write(tensors));
  }

  private static Path write() {
    return write(tensors(nanoKeys(), PRESENT));
  }

  /** Tensors in a file that is deleted when the JVM ends. */
  public static Path write(Map<String, HostTensor> tensors) {
    try {
      Path file = Files.createTempFile("sam3-reduced", ".safetensors");
      file.toFile().deleteOnExit();
      Safetensors.write(file, tensors, Map.of());
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is read off a file, and what of the reduced network no file says. */
  public static ModelConfig nanoConfig(Weights weights) {
    ModelConfig inferred = ConfigInference.infer(weights);
    AttentionPattern pattern =
        AttentionPattern.UNSAID.withHeads(4).withWindows(List.of(4)).withGlobalBlocks(Set.of(2, 5));
    return inferred.withTrunk(((Pe) inferred.trunk()).with(pattern));
  }
}
