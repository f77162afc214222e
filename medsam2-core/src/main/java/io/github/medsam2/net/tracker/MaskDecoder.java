// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.net.trunk.Features;
import io.github.medsam2.ops.Ops;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The third station: features and prompt tokens to four masks, their scores, and pointers.
 *
 * <p>Mask 0 is the answer to an unambiguous prompt; masks 1 to 3 are its whole, part and subpart
 * readings for an ambiguous one.
 *
 * @param root all layers of the checkpoint
 * @param config sizes
 * @param <T> the engine's value
 */
public record MaskDecoder<T>(Layers<T> root, TrackerConfig config) {
  /** Masks the decoder makes. */
  public static final int MASKS = 4;

  /**
   * The tokens after the transformer.
   *
   * @param tokens (B, 6 + P, C): object score, IoU, four masks, prompts
   * @param image (B, g * g, C)
   */
  public record Decoded<T>(T tokens, T image) {}

  /**
   * Runs the transformer.
   *
   * @param image (1, g * g, C) features
   * @param dense (B or 1, g * g or 1, C) from the prompt encoder
   * @param positions (1, g * g, C) of the features
   * @param sparse (B, P, C); none for a prompt of a mask only
   * @param batch any value with B prompts on its first axis
   */
  public Decoded<T> decode(T image, T dense, T positions, @Nullable T sparse, T batch) {
    Ops<T> ops = root.ops();
    T own =
        ops.concat(
            0,
            List.of(
                decoder().param("obj_score_token.weight"),
                decoder().param("iou_token.weight"),
                decoder().param("mask_tokens.weight")));
    T tokens = ops.expandBatch(ops.reshape(own, 1, 2L + MASKS, config.width()), batch);
    if (sparse != null) {
      tokens = ops.concat(1, List.of(tokens, sparse));
    }
    TwoWayTransformer<T> transformer = new TwoWayTransformer<>(decoder().at("transformer"));
    TwoWayTransformer.Result<T> r = transformer.apply(tokens, ops.add(image, dense), positions);
    return new Decoded<>(r.tokens(), r.image());
  }

  /** Logits of the four masks, (B, 4, 4g, 4g). */
  public T masks(Decoded<T> decoded, Features<T> features) {
    Ops<T> ops = root.ops();
    T fine = upscale(decoded.image(), features); // (B, C / 8, 4g, 4g)
    List<T> weights = new ArrayList<>();
    for (int i = 0; i < MASKS; i++) {
      T token = ops.slice(decoded.tokens(), 1, 2L + i, 3L + i);
      weights.add(decoder().mlp(token, "output_hypernetworks_mlps." + i, 3));
    }
    int side = config.grid().mask();
    T pixels = ops.reshape(fine, 0, config.width() / 8, (long) side * side);
    return ops.reshape(ops.matmul(ops.concat(1, weights), pixels), Shape.ANY, MASKS, side, side);
  }

  private T upscale(T image, Features<T> features) {
    Ops<T> ops = root.ops();
    Layers<T> up = decoder().at("output_upscaling");
    int g = config.side();
    T x = ops.reshape(ops.permute(image, 0, 2, 1), Shape.ANY, config.width(), g, g);
    x = join(ops.convTranspose2x2(x, up.param("0.weight"), up.param("0.bias")), features.half());
    x = ops.gelu(up.layerNorm2d(x, "1")); // (B, C / 4, 2g, 2g)
    x = join(ops.convTranspose2x2(x, up.param("3.weight"), up.param("3.bias")), features.quarter());
    return ops.gelu(x);
  }

  private T join(T x, @Nullable T feature) {
    return feature == null ? x : root.ops().add(x, feature);
  }

  /** Predicted IoU of the four masks, (B, 4), about 0..1. */
  public T iou(Decoded<T> decoded) {
    T iou = decoder().mlp(token(decoded, 1), "iou_prediction_head", 3);
    return config.decoder().boundedIou() ? root.ops().sigmoid(iou) : iou;
  }

  /** The logit of the object being there, (B, 1); absent at 0 and below. */
  public T objectScore(Decoded<T> decoded) {
    return decoder().mlp(token(decoded, 0), "pred_obj_score_head", 3);
  }

  /** The object pointer of each of the four masks, (B, 4, C). */
  public T pointers(Decoded<T> decoded) {
    return root.mlp(maskTokens(decoded), "obj_ptr_proj", 3);
  }

  /** The tokens of the four masks, (B, 4, C). */
  public T maskTokens(Decoded<T> decoded) {
    return root.ops().slice(decoded.tokens(), 1, 2, 2L + MASKS);
  }

  private T token(Decoded<T> decoded, int index) {
    T token = root.ops().slice(decoded.tokens(), 1, index, index + 1L);
    return root.ops().reshape(token, Shape.ANY, config.width());
  }

  private Layers<T> decoder() {
    return root.at("sam_mask_decoder");
  }
}
