// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.net.layer.KeyTable;

/**
 * The sizes of the network behind words and example boxes. Immutable.
 *
 * @param width channels C of features and tokens
 * @param heads of every attention but the text encoder's
 * @param text sizes of the text encoder
 * @param exampleLayers layers that look at example boxes
 * @param fusionLayers layers in which an image reads a prompt
 * @param decoderLayers layers of queries
 * @param queries the most instances Q that can be found
 * @param ffn width between two linear layers
 * @param scoreFfn the same where a prompt is made a score
 */
public record ConceptConfig(
    int width,
    int heads,
    TextConfig text,
    int exampleLayers,
    int fusionLayers,
    int decoderLayers,
    int queries,
    int ffn,
    int scoreFfn) {
  /** What all keys begin with, before a dot. */
  public static final String ROOT = "detector";

  static final String TEXT = "backbone.language_backbone";
  static final String EXAMPLES = "geometry_encoder";
  static final String FUSION = "transformer.encoder";
  static final String DECODER = "transformer.decoder";
  static final String SCORES = "dot_prod_scoring";
  static final String MASKS = "segmentation_head";

  /** Channels of a head of the published text encoder. */
  private static final int TEXT_HEAD = 64;

  /** Whether these keys hold such a network, or a part of one. */
  public static boolean isIn(KeyReader keys) {
    return keys.hasModule(ROOT + "." + DECODER);
  }

  /**
   * The sizes these keys tell.
   *
   * @throws io.github.medsam2.error.CheckpointException when a part is not there
   */
  public static ConceptConfig in(KeyReader keys) {
    String text = ROOT + "." + TEXT + ".";
    String blocks = text + "encoder.transformer.resblocks.";
    String decoder = ROOT + "." + DECODER + ".";
    String table = text + "encoder.token_embedding.weight";
    int textWidth = keys.size(table, 2, 1);
    TextConfig words =
        new TextConfig(
            textWidth,
            keys.count(blocks, ".ln_1.weight"),
            Math.max(1, textWidth / TEXT_HEAD),
            keys.size(blocks + "0.mlp.c_fc.weight", 2, 0),
            keys.size(table, 2, 0),
            keys.size(text + "encoder.positional_embedding", 2, 0));
    return new ConceptConfig(
        keys.size(text + "resizer.weight", 2, 0),
        keys.size(decoder + "boxRPB_embed_x.layers.1.weight", 2, 0),
        words,
        keys.count(ROOT + "." + EXAMPLES + ".encode.", ".norm1.weight"),
        keys.count(ROOT + "." + FUSION + ".layers.", ".norm1.weight"),
        keys.count(decoder + "layers.", ".norm1.weight"),
        keys.size(decoder + "query_embed.weight", 2, 0),
        keys.size(decoder + "layers.0.linear1.weight", 2, 0),
        keys.size(ROOT + "." + SCORES + ".prompt_mlp.layers.0.weight", 2, 0));
  }

  /** These sizes with another number of heads in the text encoder, which no key tells. */
  public ConceptConfig withTextHeads(int count) {
    TextConfig t = text;
    TextConfig other =
        new TextConfig(t.width(), t.layers(), count, t.ffn(), t.vocabulary(), t.context());
    return new ConceptConfig(
        width, heads, other, exampleLayers, fusionLayers, decoderLayers, queries, ffn, scoreFfn);
  }

  /** Adds every key that is read. */
  public void keys(KeyTable table) {
    ConceptKeys.add(table, this);
  }
}
