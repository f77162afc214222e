// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.KeyTable;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of the stations, and those of checkpoints that no station reads. */
public final class ConceptKeys {
  private static final Pattern UNREAD =
      Pattern.compile(
          "detector\\.(geometry_encoder\\.points_.*"
              + "|backbone\\.language_backbone\\.encoder\\.text_projection"
              + "|segmentation_head\\.(semantic_seg_head|pixel_decoder\\.(conv_layers|norms)\\.2)\\..*)");

  private final KeyTable table;
  private final ConceptConfig config;
  private final int d;

  private ConceptKeys(KeyTable table, ConceptConfig config) {
    this.table = table;
    this.config = config;
    this.d = config.width();
  }

  static void add(KeyTable table, ConceptConfig config) {
    ConceptKeys keys = new ConceptKeys(table, config);
    keys.text(ConceptConfig.ROOT + "." + ConceptConfig.TEXT);
    keys.examples(ConceptConfig.ROOT + "." + ConceptConfig.EXAMPLES);
    for (int i = 0; i < config.fusionLayers(); i++) {
      keys.layer(ConceptConfig.ROOT + "." + ConceptConfig.FUSION + ".layers." + i);
    }
    keys.decoder(ConceptConfig.ROOT + "." + ConceptConfig.DECODER);
    keys.scores(ConceptConfig.ROOT + "." + ConceptConfig.SCORES);
    keys.masks(ConceptConfig.ROOT + "." + ConceptConfig.MASKS);
  }

  /** Whether published files have a key that nothing reads: it may be there or not. */
  public static boolean isUnread(String key) {
    return UNREAD.matcher(key).matches();
  }

  private void text(String at) {
    TextConfig t = config.text();
    String encoder = at + ".encoder";
    table.tensor(encoder + ".token_embedding.weight", t.vocabulary(), t.width());
    table.tensor(encoder + ".positional_embedding", t.context(), t.width());
    for (int i = 0; i < t.layers(); i++) {
      String block = encoder + ".transformer.resblocks." + i;
      table.norm(block + ".ln_1", t.width());
      fused(block + ".attn", t.width());
      table.norm(block + ".ln_2", t.width());
      table.linear(block + ".mlp.c_fc", t.ffn(), t.width());
      table.linear(block + ".mlp.c_proj", t.width(), t.ffn());
    }
    table.norm(encoder + ".ln_final", t.width());
    table.linear(at + ".resizer", d, t.width());
  }

  private void examples(String at) {
    table.tensor(at + ".label_embed.weight", 2, d);
    table.tensor(at + ".cls_embed.weight", 1, d);
    table.linear(at + ".boxes_direct_project", d, 4);
    table.linear(at + ".boxes_pos_enc_project", d, d + 2L);
    table.conv(at + ".boxes_pool_project", d, d, BoxPool.CELLS);
    table.linear(at + ".final_proj", d, d);
    for (String norm : Set.of("norm", "img_pre_norm", "encode_norm")) {
      table.norm(at + "." + norm, d);
    }
    for (int i = 0; i < config.exampleLayers(); i++) {
      layer(at + ".encode." + i);
    }
  }

  private void layer(String at) {
    fused(at + ".self_attn", d);
    fused(at + ".cross_attn_image", d);
    feedForward(at);
    for (int i = 1; i <= 3; i++) {
      table.norm(at + ".norm" + i, d);
    }
  }

  private void decoder(String at) {
    for (int i = 0; i < config.decoderLayers(); i++) {
      String layer = at + ".layers." + i;
      fused(layer + ".self_attn", d);
      fused(layer + ".ca_text", d);
      fused(layer + ".cross_attn", d);
      feedForward(layer);
      for (String norm : Set.of("norm1", "norm2", "norm3", "catext_norm")) {
        table.norm(layer + "." + norm, d);
      }
    }
    table.norm(at + ".norm", d);
    table.tensor(at + ".query_embed.weight", config.queries(), d);
    table.tensor(at + ".reference_points.weight", config.queries(), 4);
    table.mlp(at + ".bbox_embed", d, d, d, 4);
    table.mlp(at + ".ref_point_head", 2L * d, d, d);
    table.mlp(at + ".boxRPB_embed_x", 2, d, config.heads());
    table.mlp(at + ".boxRPB_embed_y", 2, d, config.heads());
    table.tensor(at + ".presence_token.weight", 1, d);
    table.mlp(at + ".presence_token_head", d, d, d, 1);
    table.norm(at + ".presence_token_out_norm", d);
  }

  private void scores(String at) {
    table.mlp(at + ".prompt_mlp", d, config.scoreFfn(), d);
    table.norm(at + ".prompt_mlp.out_norm", d);
    table.linear(at + ".prompt_proj", d, d);
    table.linear(at + ".hs_proj", d, d);
  }

  private void masks(String at) {
    for (int i = 0; i < 2; i++) {
      table.conv(at + ".pixel_decoder.conv_layers." + i, d, d, 3);
      table.norm(at + ".pixel_decoder.norms." + i, d);
    }
    table.mlp(at + ".mask_predictor.mask_embed", d, d, d, d);
    fused(at + ".cross_attend_prompt", d);
    table.norm(at + ".cross_attn_norm", d);
    table.conv(at + ".instance_seg_head", d, d, 1);
  }

  private void feedForward(String at) {
    table.linear(at + ".linear1", config.ffn(), d);
    table.linear(at + ".linear2", d, config.ffn());
  }

  private void fused(String at, long width) {
    table.tensor(at + ".in_proj_weight", 3 * width, width);
    table.tensor(at + ".in_proj_bias", 3 * width);
    table.linear(at + ".out_proj", width, width);
  }
}
