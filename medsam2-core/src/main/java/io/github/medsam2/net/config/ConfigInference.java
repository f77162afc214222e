// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.checkpoint.CheckpointException;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.config.ModelConfig.CoronaryConfig;
import io.github.medsam2.net.config.ModelConfig.DecoderConfig;
import io.github.medsam2.net.config.ModelConfig.MemoryConfig;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the configuration off a checkpoint's keys and shapes.
 *
 * <p>Four things leave no trace in a checkpoint and are looked up in the table of published models:
 * the image size, the attention windows, the number of heads and the blocks with global attention.
 * For a trunk that is not in the table they follow the pattern of the small models: windows 8, 4,
 * 14, 7, one head in the first stage, global attention in the middle block of the third stage; the
 * image size is 512. An explicit {@link ModelConfig} overrides all of it.
 */
public final class ConfigInference {
  private static final String TRUNK = "image_encoder.trunk.";
  private static final int DEFAULT_IMAGE_SIZE = 512;

  private final Weights weights;
  private final Set<String> keys;

  private ConfigInference(Weights weights) {
    this.weights = weights;
    this.keys = weights.keys();
  }

  /** The configuration these weights belong to. */
  public static ModelConfig infer(Weights weights) {
    return new ConfigInference(weights).config();
  }

  private ModelConfig config() {
    TrunkConfig trunk = keys.contains(TRUNK + "pos_embed_window") ? hiera() : vit();
    int width = size("no_mem_embed", 3, 2);
    MemoryConfig memory = memory();
    String family = memory.pointerTimes() ? "sam2.1-" : "sam2.0-";
    String name =
        trunk instanceof TrunkConfig.Hiera h ? family + PublishedTrunks.name(h) : vitName(trunk);
    return new ModelConfig(name, DEFAULT_IMAGE_SIZE, trunk, width, memory, decoder(), coronary());
  }

  private static String vitName(TrunkConfig trunk) {
    return switch (((TrunkConfig.Vit) trunk).width()) {
      case 192 -> "efficienttam-ti";
      case 384 -> "efficienttam-s";
      default -> "efficienttam-reduced";
    };
  }

  private MemoryConfig memory() {
    Shape times = shape("maskmem_tpos_enc", 4);
    return new MemoryConfig(
        Math.toIntExact(times.dim(3)),
        count("memory_attention.layers.", ".norm1.weight"),
        size("memory_attention.layers.0.linear1.weight", 2, 0),
        Math.toIntExact(times.dim(0)),
        count("memory_encoder.fuser.layers.", ".gamma"),
        keys.contains("obj_ptr_tpos_proj.weight"),
        keys.contains("no_obj_embed_spatial"));
  }

  private DecoderConfig decoder() {
    String p = "sam_mask_decoder.";
    return new DecoderConfig(
        size(p + "transformer.layers.0.mlp.layers.0.weight", 2, 0),
        size(p + "transformer.layers.0.cross_attn_token_to_image.q_proj.weight", 2, 0),
        size(p + "iou_prediction_head.layers.0.weight", 2, 0),
        keys.contains(p + "conv_s0.weight"));
  }

  /** One key makes a part expected, so that what is missing of it is listed. */
  private CoronaryConfig coronary() {
    return new CoronaryConfig(any(Schema.TEXT_ENCODER), any(Schema.READING_HEADS));
  }

  private boolean any(String part) {
    return keys.stream().anyMatch(k -> k.startsWith(part + "."));
  }

  private TrunkConfig.Hiera hiera() {
    int width = size(TRUNK + "patch_embed.proj.weight", 4, 0);
    int grid = size(TRUNK + "pos_embed", 4, 2);
    int window = size(TRUNK + "pos_embed_window", 4, 2);
    return PublishedTrunks.complete(width, stages(), grid, window);
  }

  /** A block with its own shortcut projection opens a stage. */
  private List<Integer> stages() {
    List<Integer> stages = new ArrayList<>();
    int blocks = count(TRUNK + "blocks.", ".norm1.weight");
    int begin = 0;
    for (int i = 1; i < blocks; i++) {
      if (keys.contains(TRUNK + "blocks." + i + ".proj.weight")) {
        stages.add(i - begin);
        begin = i;
      }
    }
    stages.add(blocks - begin);
    if (stages.size() != 4 || blocks == 0) {
      throw new CheckpointException(
          weights.source(),
          "a Hiera trunk of four stages",
          "stages of " + stages + " blocks",
          "give a SAM2, MedSAM2 or EfficientTAM checkpoint");
    }
    return stages;
  }

  private TrunkConfig.Vit vit() {
    Shape patch = shape(TRUNK + "patch_embed.proj.weight", 4);
    int width = Math.toIntExact(patch.dim(0));
    int side = (int) Math.round(Math.sqrt(size(TRUNK + "pos_embed", 3, 1) - 1.0));
    int blocks = count(TRUNK + "blocks.", ".norm1.weight");
    Set<Integer> global = new TreeSet<>();
    for (int i = 2; i < blocks; i += 3) {
      global.add(i);
    }
    int heads = Math.max(1, width / 64);
    return new TrunkConfig.Vit(
        width, blocks, heads, Math.toIntExact(patch.dim(2)), 14, global, side);
  }

  /** How many consecutive numbers stand between prefix and suffix, from 0. */
  private int count(String prefix, String suffix) {
    int n = 0;
    while (keys.contains(prefix + n + suffix)) {
      n++;
    }
    return n;
  }

  private int size(String key, int rank, int axis) {
    return Math.toIntExact(shape(key, rank).dim(axis));
  }

  private Shape shape(String key, int rank) {
    if (!keys.contains(key)) {
      throw new CheckpointException(
          weights.source(),
          "the key " + key,
          "no such key among " + keys.size(),
          "give a SAM2, MedSAM2 or EfficientTAM checkpoint");
    }
    Shape shape = weights.get(key).value().shape();
    if (shape.rank() != rank) {
      throw new CheckpointException(
          weights.source() + ", key " + key,
          rank + " axes",
          shape.toString(),
          "give a SAM2, MedSAM2 or EfficientTAM checkpoint");
    }
    return shape;
  }
}
