// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.KeyTable;

/** The keys of prompt encoder, decoder and memory, with their shapes. */
public final class TrackerKeys {
  private final KeyTable table;
  private final int width;
  private final MemoryConfig memory;
  private final DecoderConfig decoder;

  private TrackerKeys(KeyTable table, int width, MemoryConfig memory, DecoderConfig decoder) {
    this.table = table;
    this.width = width;
    this.memory = memory;
    this.decoder = decoder;
  }

  /** Adds the keys of a tracker of these sizes. */
  public static void add(KeyTable table, int width, MemoryConfig memory, DecoderConfig decoder) {
    TrackerKeys keys = new TrackerKeys(table, width, memory, decoder);
    keys.top();
    if (!memory.isNone()) {
      keys.memory();
      keys.memoryAttention();
      keys.memoryEncoder();
    }
    keys.promptEncoder();
    keys.maskDecoder();
  }

  private void top() {
    table.tensor("no_mem_embed", 1, 1, width);
    table.conv("mask_downsample", 1, 1, 4);
    table.mlp("obj_ptr_proj", width, width, width, width);
  }

  private void memory() {
    table.tensor("maskmem_tpos_enc", memory.frames(), 1, 1, memory.width());
    table.tensor("no_mem_pos_enc", 1, 1, width);
    table.tensor("no_obj_ptr", 1, width);
    if (memory.absentEmbedding()) {
      table.tensor("no_obj_embed_spatial", 1, memory.width());
    }
    if (memory.pointerTimes()) {
      table.linear("obj_ptr_tpos_proj", memory.width(), width);
    }
  }

  private void memoryAttention() {
    for (int i = 0; i < memory.layers(); i++) {
      String layer = "memory_attention.layers." + i;
      table.attention(layer + ".self_attn", width, width, width);
      table.attention(layer + ".cross_attn_image", width, memory.width(), width);
      table.linear(layer + ".linear1", memory.feedForward(), width);
      table.linear(layer + ".linear2", width, memory.feedForward());
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
    for (int i = 0; i < memory.fuserLayers(); i++) {
      String layer = "memory_encoder.fuser.layers." + i;
      table.tensor(layer + ".gamma", width);
      table.conv(layer + ".dwconv", width, 1, 7);
      table.norm(layer + ".norm", width);
      table.linear(layer + ".pwconv1", 4L * width, width);
      table.linear(layer + ".pwconv2", width, 4L * width);
    }
    table.conv("memory_encoder.out_proj", memory.width(), width, 1);
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
    decoder.departures().keys(table);
  }

  private void maskDecoder() {
    String p = "sam_mask_decoder.";
    for (int i = 0; i < 2; i++) {
      twoWayLayer(p + "transformer.layers." + i);
    }
    table.attention(
        p + "transformer.final_attn_token_to_image", width, width, decoder.attentionWidth());
    table.norm(p + "transformer.norm_final_attn", width);
    table.tensor(p + "iou_token.weight", 1, width);
    table.tensor(p + "mask_tokens.weight", 4, width);
    table.tensor(p + "obj_score_token.weight", 1, width);
    upscaling(p);
    for (int i = 0; i < 4; i++) {
      table.mlp(p + "output_hypernetworks_mlps." + i, width, width, width, width / 8);
    }
    table.mlp(p + "iou_prediction_head", width, decoder.iouHidden(), decoder.iouHidden(), 4);
    table.mlp(p + "pred_obj_score_head", width, width, width, 1);
  }

  private void twoWayLayer(String key) {
    table.attention(key + ".self_attn", width, width, width);
    table.attention(key + ".cross_attn_token_to_image", width, width, decoder.attentionWidth());
    table.attention(key + ".cross_attn_image_to_token", width, width, decoder.attentionWidth());
    table.mlp(key + ".mlp", width, decoder.feedForward(), width);
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
    if (decoder.highResolution()) {
      table.conv(p + "conv_s0", width / 8, width, 1);
      table.conv(p + "conv_s1", width / 4, width, 1);
    }
  }
}
