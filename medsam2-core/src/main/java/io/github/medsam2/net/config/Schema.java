// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

import io.github.medsam2.net.config.ModelConfig.CoronaryConfig;
import io.github.medsam2.net.config.ModelConfig.DecoderConfig;
import io.github.medsam2.net.config.ModelConfig.MemoryConfig;
import io.github.medsam2.tensor.Shape;
import java.util.Map;

/**
 * Every checkpoint key of a configuration with its shape: the table of the original state dict, and
 * of the parts for coronary angiograms where the configuration has them.
 */
public final class Schema {
  /** What the keys of the text encoder begin with, before a dot. */
  public static final String TEXT_ENCODER = "text_prompt_encoder";

  /** What the keys of the reading heads begin with, before a dot. */
  public static final String READING_HEADS = "reading_heads";

  private final SchemaTable table = new SchemaTable();
  private final ModelConfig config;
  private final int width;

  private Schema(ModelConfig config) {
    this.config = config;
    this.width = config.width();
  }

  /** The keys and shapes, station by station. */
  public static Map<String, Shape> of(ModelConfig config) {
    Schema s = new Schema(config);
    s.top();
    if (config.trunk() instanceof TrunkConfig.Hiera hiera) {
      s.hiera(hiera);
    } else if (config.trunk() instanceof TrunkConfig.Vit vit) {
      s.vit(vit);
    }
    s.memoryAttention();
    s.memoryEncoder();
    s.promptEncoder();
    s.maskDecoder();
    s.coronary();
    return s.table.shapes();
  }

  private void top() {
    MemoryConfig m = config.memory();
    table.tensor("maskmem_tpos_enc", m.frames(), 1, 1, m.width());
    table.tensor("no_mem_embed", 1, 1, width);
    table.tensor("no_mem_pos_enc", 1, 1, width);
    table.tensor("no_obj_ptr", 1, width);
    if (m.absentEmbedding()) {
      table.tensor("no_obj_embed_spatial", 1, m.width());
    }
    table.conv("mask_downsample", 1, 1, 4);
    table.mlp("obj_ptr_proj", width, width, width, width);
    if (m.pointerTimes()) {
      table.linear("obj_ptr_tpos_proj", m.width(), width);
    }
  }

  private void hiera(TrunkConfig.Hiera h) {
    String trunk = "image_encoder.trunk.";
    table.tensor(trunk + "pos_embed", 1, h.width(), h.backgroundGrid(), h.backgroundGrid());
    int window = h.windows().get(0);
    table.tensor(trunk + "pos_embed_window", 1, h.width(), window, window);
    table.conv(trunk + "patch_embed.proj", h.width(), 3, 7);
    for (int i = 0; i < h.blocks(); i++) {
      int out = h.width(h.stageOf(i));
      int in = h.opensStage(i) ? out / 2 : out;
      block(trunk + "blocks." + i, in, out);
    }
    int stages = h.stages().size();
    for (int level = 0; level < stages; level++) {
      table.conv(
          "image_encoder.neck.convs." + level + ".conv", width, h.width(stages - 1 - level), 1);
    }
  }

  private void vit(TrunkConfig.Vit v) {
    String trunk = "image_encoder.trunk.";
    table.tensor(trunk + "pos_embed", 1, (long) v.positionGrid() * v.positionGrid() + 1, v.width());
    table.conv(trunk + "patch_embed.proj", v.width(), 3, v.patch());
    for (int i = 0; i < v.blocks(); i++) {
      block(trunk + "blocks." + i, v.width(), v.width());
    }
    String neck = "image_encoder.neck.convs.0.";
    table.tensor(neck + "conv_1x1.weight", width, v.width(), 1, 1);
    table.norm(neck + "norm_0", width);
    table.tensor(neck + "conv_3x3.weight", width, width, 3, 3);
    table.norm(neck + "norm_1", width);
  }

  private void block(String key, int in, int out) {
    table.norm(key + ".norm1", in);
    table.linear(key + ".attn.qkv", 3L * out, in);
    table.linear(key + ".attn.proj", out, out);
    table.norm(key + ".norm2", out);
    table.mlp(key + ".mlp", out, 4L * out, out);
    if (in != out) {
      table.linear(key + ".proj", out, in);
    }
  }

  private void memoryAttention() {
    MemoryConfig m = config.memory();
    for (int i = 0; i < m.layers(); i++) {
      String layer = "memory_attention.layers." + i;
      table.attention(layer + ".self_attn", width, width, width);
      table.attention(layer + ".cross_attn_image", width, m.width(), width);
      table.linear(layer + ".linear1", m.feedForward(), width);
      table.linear(layer + ".linear2", width, m.feedForward());
      table.norm(layer + ".norm1", width);
      table.norm(layer + ".norm2", width);
      table.norm(layer + ".norm3", width);
    }
    table.norm("memory_attention.norm", width);
  }

  private void memoryEncoder() {
    String down = "memory_encoder.mask_downsampler.encoder.";
    int channels = 1;
    for (int i = 0; i < 4; i++) {
      table.conv(down + 3 * i, 4L * channels, channels, 3);
      table.norm(down + (3 * i + 1), 4L * channels);
      channels *= 4;
    }
    table.conv(down + 12, width, channels, 1);
    table.conv("memory_encoder.pix_feat_proj", width, width, 1);
    for (int i = 0; i < config.memory().fuserLayers(); i++) {
      String layer = "memory_encoder.fuser.layers." + i;
      table.tensor(layer + ".gamma", width);
      table.conv(layer + ".dwconv", width, 1, 7);
      table.norm(layer + ".norm", width);
      table.linear(layer + ".pwconv1", 4L * width, width);
      table.linear(layer + ".pwconv2", width, 4L * width);
    }
    table.conv("memory_encoder.out_proj", config.memory().width(), width, 1);
  }

  private void promptEncoder() {
    String p = "sam_prompt_encoder.";
    table.tensor(p + "pe_layer.positional_encoding_gaussian_matrix", 2, width / 2);
    for (int label = 0; label < 4; label++) {
      table.tensor(p + "point_embeddings." + label + ".weight", 1, width);
    }
    table.tensor(p + "not_a_point_embed.weight", 1, width);
    table.conv(p + "mask_downscaling.0", 4, 1, 2);
    table.norm(p + "mask_downscaling.1", 4);
    table.conv(p + "mask_downscaling.3", 16, 4, 2);
    table.norm(p + "mask_downscaling.4", 16);
    table.conv(p + "mask_downscaling.6", width, 16, 1);
    table.tensor(p + "no_mask_embed.weight", 1, width);
  }

  private void maskDecoder() {
    DecoderConfig d = config.decoder();
    String p = "sam_mask_decoder.";
    for (int i = 0; i < 2; i++) {
      twoWayLayer(p + "transformer.layers." + i);
    }
    table.attention(p + "transformer.final_attn_token_to_image", width, width, d.attentionWidth());
    table.norm(p + "transformer.norm_final_attn", width);
    table.tensor(p + "iou_token.weight", 1, width);
    table.tensor(p + "mask_tokens.weight", 4, width);
    table.tensor(p + "obj_score_token.weight", 1, width);
    upscaling(p);
    for (int i = 0; i < 4; i++) {
      table.mlp(p + "output_hypernetworks_mlps." + i, width, width, width, width / 8);
    }
    table.mlp(p + "iou_prediction_head", width, d.iouHidden(), d.iouHidden(), 4);
    table.mlp(p + "pred_obj_score_head", width, width, width, 1);
  }

  private void twoWayLayer(String key) {
    DecoderConfig d = config.decoder();
    table.attention(key + ".self_attn", width, width, width);
    table.attention(key + ".cross_attn_token_to_image", width, width, d.attentionWidth());
    table.attention(key + ".cross_attn_image_to_token", width, width, d.attentionWidth());
    table.mlp(key + ".mlp", width, d.feedForward(), width);
    for (int n = 1; n <= 4; n++) {
      table.norm(key + ".norm" + n, width);
    }
  }

  private void upscaling(String p) {
    table.tensor(p + "output_upscaling.0.weight", width, width / 4, 2, 2);
    table.tensor(p + "output_upscaling.0.bias", width / 4);
    table.norm(p + "output_upscaling.1", width / 4);
    table.tensor(p + "output_upscaling.3.weight", width / 4, width / 8, 2, 2);
    table.tensor(p + "output_upscaling.3.bias", width / 8);
    if (config.decoder().highResolution()) {
      table.conv(p + "conv_s0", width / 8, width, 1);
      table.conv(p + "conv_s1", width / 4, width, 1);
    }
  }

  private void coronary() {
    if (config.coronary().textEncoder()) {
      String p = TEXT_ENCODER + ".";
      table.tensor(p + "segment_embed.weight", CoronaryConfig.SEGMENTS, width);
      table.tensor(p + "artery_embed.weight", CoronaryConfig.ARTERIES, width);
      table.mlp(p + "view_mlp", CoronaryConfig.VIEW_FEATURES, width, width);
    }
    if (config.coronary().readingHeads()) {
      readingHeads(READING_HEADS + ".");
    }
  }

  private void readingHeads(String p) {
    table.norm(p + "pooled_norm", width);
    table.linear(p + "pooled_proj", width, width);
    table.mlp(p + "view_film", CoronaryConfig.VIEW_FEATURES, width, 2L * width);
    table.linear(p + "cass", CoronaryConfig.SEGMENTS, width);
    table.linear(p + "stenosis", 1, width);
    table.linear(p + "stenosis_log_spread", 1, width);
    table.tensor(p + "class_counts", CoronaryConfig.SEGMENTS);
    table.tensor(p + "interval_factor", 1);
  }
}
