// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.KeyReader;
import io.github.medsam2.tensor.Shape;

/** Reads the sizes of decoder and memory off the keys of a checkpoint. */
public final class TrackerFamily {
  private static final String DECODER = "sam_mask_decoder.";

  private TrackerFamily() {}

  /** Channels C. */
  public static int width(KeyReader keys) {
    return keys.size("no_mem_embed", 3, 2);
  }

  /** The sizes of the memory. */
  public static MemoryConfig memory(KeyReader keys) {
    Shape times = keys.shape("maskmem_tpos_enc", 4);
    return new MemoryConfig(
        Math.toIntExact(times.dim(3)),
        keys.count("memory_attention.layers.", ".norm1.weight"),
        keys.size("memory_attention.layers.0.linear1.weight", 2, 0),
        Math.toIntExact(times.dim(0)),
        keys.count("memory_encoder.fuser.layers.", ".gamma"),
        keys.has("obj_ptr_tpos_proj.weight"),
        keys.has("no_obj_embed_spatial"));
  }

  /** The sizes of the decoder. */
  public static DecoderConfig decoder(KeyReader keys) {
    return new DecoderConfig(
            keys.size(DECODER + "transformer.layers.0.mlp.layers.0.weight", 2, 0),
            keys.size(
                DECODER + "transformer.layers.0.cross_attn_token_to_image.q_proj.weight", 2, 0),
            keys.size(DECODER + "iou_prediction_head.layers.0.weight", 2, 0),
            keys.has(DECODER + "conv_s0.weight"))
        .with(Departures.in(keys));
  }
}
