// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.tracker;

import io.github.medsam2.net.layer.Layers;
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
  /** Heads of its attention. */
  public static final int HEADS = Talk.HEADS;

  /** Masks the decoder makes. */
  public static final int MASKS = 4;

  /**
   * The tokens after the transformer.
   *
   * @param tokens (B, 6 + P, C): object score, IoU, four masks, prompts
   * @param image (B, g * g, C)
   */
  public record Decoded<T>(T tokens, T image) {}

  /** What the first layer makes of an image (1, g * g, C) at its positions. */
  public SeenImage<T> see(T image, T positions) {
    return transformer().see(image, positions);
  }

  /**
   * What the first upscaling adds: its bias and the features of half the grid's cells, in the order
   * of {@link Cells}.
   *
   * @param half (1, C/4, 2g, 2g); or none
   * @return (1, 4 g * g, C/4); or the bias alone
   */
  public T halfCells(@Nullable T half) {
    return skip(half, "0", half());
  }

  /**
   * What the second upscaling adds.
   *
   * @param quarter (1, C/8, 4g, 4g); or none
   * @return (1, 16 g * g, C/8); or the bias alone
   */
  public T quarterCells(@Nullable T quarter) {
    return skip(quarter, "3", quarter());
  }

  private T skip(@Nullable T map, String name, Cells cells) {
    T bias = decoder().param("output_upscaling." + name + ".bias");
    return map == null ? bias : root.ops().add(cells.of(root.ops(), map), bias);
  }

  /**
   * Runs the transformer.
   *
   * @param image with what the prompt encoder says of all of it
   * @param sparse (B, P, C); none for a prompt of a mask only
   * @param batch any value with B prompts on its first axis
   */
  public Decoded<T> decode(ImageSide<T> image, @Nullable T sparse, T batch) {
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
    TwoWayTransformer.Result<T> r = transformer().apply(tokens, image);
    return new Decoded<>(r.tokens(), r.image());
  }

  /**
   * Logits of the four masks, (B, 4, 4g, 4g).
   *
   * @param half of {@link #halfCells}
   * @param quarter of {@link #quarterCells}
   */
  public T masks(Decoded<T> decoded, T half, T quarter) {
    Ops<T> ops = root.ops();
    T fine = upscale(decoded.image(), half, quarter); // (B, 16 g * g, C / 8)
    List<T> weights = new ArrayList<>();
    for (int i = 0; i < MASKS; i++) {
      T token = ops.slice(decoded.tokens(), 1, 2L + i, 3L + i);
      weights.add(decoder().mlp(token, "output_hypernetworks_mlps." + i, 3));
    }
    T columns = ops.permute(ops.concat(1, weights), 0, 2, 1); // (B, C / 8, 4)
    return quarter().map(ops, ops.matmul(fine, columns));
  }

  private T upscale(T image, T half, T quarter) {
    Ops<T> ops = root.ops();
    Layers<T> up = decoder().at("output_upscaling");
    T x = ops.add(doubled(image, up.param("0.weight"), half()), half);
    x = ops.gelu(up.layerNorm(x, "1", Layers.EPS_TRUNK)); // (B, 4 g * g, C / 4)
    return ops.gelu(ops.add(doubled(x, up.param("3.weight"), quarter()), quarter));
  }

  /** A transposed convolution with a 2x2 kernel (in, out, 2, 2) and stride 2, without its bias. */
  private T doubled(T x, T kernel, Cells to) {
    Ops<T> ops = root.ops();
    long in = ops.shape(kernel).dim(0);
    long out = ops.shape(kernel).dim(1);
    T columns = ops.reshape(ops.permute(kernel, 0, 2, 3, 1), in, 4 * out);
    return ops.reshape(ops.matmul(x, columns), Shape.ANY, to.count(), out);
  }

  private Cells half() {
    return new Cells(config.side(), 1);
  }

  private Cells quarter() {
    return new Cells(config.side(), 2);
  }

  private TwoWayTransformer<T> transformer() {
    return new TwoWayTransformer<>(decoder().at("transformer"));
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
