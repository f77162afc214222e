// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.FusedAttention;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.Ops;
import java.util.ArrayList;
import java.util.List;

/**
 * Q queries look for an instance each, and move a box about it from layer to layer. Beside them
 * goes a token that only asks whether there is any. Norms come last.
 *
 * @param at the module
 * @param config sizes
 * @param side g of the feature grid
 * @param <T> the engine's value
 */
public record QueryDecoder<T>(Layers<T> at, ConceptConfig config, int side) {

  /**
   * What the queries find.
   *
   * @param image (1, g * g, C) that has read the prompt
   * @param place (1, g * g, C)
   * @param prompt (1, P, C)
   * @param <T> the engine's value
   */
  public record Seen<T>(T image, T place, T prompt) {}

  /**
   * A layer's answer.
   *
   * @param presence (1, 1, C)
   * @param queries (1, Q, C), not normed
   * @param boxes (1, Q, 4): centre and size in shares of the image, moved already
   * @param <T> the engine's value
   */
  public record Found<T>(T presence, T queries, T boxes) {}

  /** The answers of all layers, the last one last. */
  public List<Found<T>> decode(Seen<T> seen) {
    Ops<T> ops = at.ops();
    int c = config.width();
    Found<T> found =
        new Found<>(
            ops.reshape(at.param("presence_token.weight"), 1, 1, c),
            ops.reshape(at.param("query_embed.weight"), 1, config.queries(), c),
            ops.reshape(ops.sigmoid(at.param("reference_points.weight")), 1, config.queries(), 4));
    T placed = ops.add(seen.image(), seen.place());
    List<Found<T>> all = new ArrayList<>();
    for (int i = 0; i < config.decoderLayers(); i++) {
      Layers<T> layer = at.at("layers", i);
      Found<T> before = found;
      List<T> next = ops.scopeAll(() -> layer(layer, before, seen, placed));
      found = new Found<>(next.get(0), next.get(1), next.get(2));
      all.add(found);
    }
    return all;
  }

  private List<T> layer(Layers<T> layer, Found<T> f, Seen<T> seen, T placed) {
    Ops<T> ops = at.ops();
    int c = config.width();
    long q = config.queries();
    BoxCode<T> code = new BoxCode<>(at, config, side);
    T nowhere = at.constant(new float[c], 1, 1, c);
    T where = ops.concat(1, List.of(nowhere, code.place(f.boxes())));
    T z = ops.concat(1, List.of(f.presence(), f.queries()));
    T asked = ops.add(z, where);
    z = normed(layer, "norm2", z, attention(layer, "self_attn").apply(asked, asked, z, null));
    T read =
        attention(layer, "ca_text").apply(ops.add(z, where), seen.prompt(), seen.prompt(), null);
    z = normed(layer, "catext_norm", z, read);
    T from = ops.add(z, where);
    FusedAttention<T> look = attention(layer, "cross_attn");
    T looked = ops.scope(() -> look.apply(from, placed, seen.image(), code.bias(f.boxes())));
    z = normed(layer, "norm1", z, looked);
    z = normed(layer, "norm3", z, PromptLayer.feedForward(layer, z));
    T queries = ops.slice(z, 1, 1, 1 + q);
    T by = at.mlp(normed(queries), "bbox_embed", 3);
    return List.of(ops.slice(z, 1, 0, 1), queries, code.moved(f.boxes(), by));
  }

  private FusedAttention<T> attention(Layers<T> layer, String name) {
    return new FusedAttention<>(layer.at(name), config.heads());
  }

  private T normed(Layers<T> layer, String norm, T x, T added) {
    return layer.layerNorm(at.ops().add(x, added), norm, Layers.EPS);
  }

  /** Queries as boxes, scores and masks are made of them. */
  public T normed(T queries) {
    return at.layerNorm(queries, "norm", Layers.EPS);
  }

  /** The logit of there being any instance: (1, 1, 1). */
  public T presence(T token) {
    T normed = at.layerNorm(token, "presence_token_out_norm", Layers.EPS);
    return at.mlp(normed, "presence_token_head", 3);
  }
}
