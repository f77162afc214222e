// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.alias;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.checkpoint.alias.KeyMap.Origin;
import io.github.medsam2.error.CheckpointException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyMapTest {

  @Test
  void originalNamesStay() {
    KeyMap map = KeyMap.of("a.pt", set("image_encoder.trunk.pos_embed", "no_mem_embed", "x"));
    assertThat(map.origins())
        .containsOnlyKeys("image_encoder.trunk.pos_embed", "no_mem_embed", "x")
        .containsValue(List.of(new Origin("no_mem_embed", 0, 1)));
    assertThat(map.description()).isEqualTo("original names");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "module.",
        "_orig_mod.",
        "model.",
        "state_dict.",
        "ema.",
        "module._orig_mod.",
        "model.module."
      })
  void wrappersComeOff(String prefix) {
    KeyMap map =
        KeyMap.of("a.pt", set(prefix + "no_mem_embed", prefix + "obj_ptr_proj.layers.0.bias"));
    assertThat(map.origins()).containsOnlyKeys("no_mem_embed", "obj_ptr_proj.layers.0.bias");
    assertThat(map.origins().get("no_mem_embed"))
        .containsExactly(new Origin(prefix + "no_mem_embed", 0, 1));
    assertThat(map.description())
        .startsWith("original names, without ")
        .contains(prefix.split("\\.", -1)[0]);
  }

  @Test
  void wrappersOfBlocksComeOff() {
    assertThat(KeyMap.of("a.pt", set("memory_attention.layers.0._orig_mod.linear1.bias")).origins())
        .containsOnlyKeys("memory_attention.layers.0.linear1.bias");
    assertThat(KeyMap.of("a.pt", set("module", "sub.module")).origins())
        .containsOnlyKeys("module", "sub.module");
  }

  @Test
  void twoSetsOfWeightsAreRefused() {
    assertThatThrownBy(() -> KeyMap.of("a.pt", set("model.no_mem_embed", "ema.no_mem_embed")))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContainingAll("a.pt", "model.no_mem_embed", "ema.no_mem_embed");
    assertThatThrownBy(
            () ->
                KeyMap.of(
                    "a.pt",
                    set(
                        "vision_encoder.backbone.patch_embed.projection.bias",
                        "memory_encoder.out_proj.bias",
                        "memory_encoder.projection.bias")))
        .hasMessageContaining("memory_encoder.out_proj.bias");
  }

  @Test
  void gammaStoredAsWeightIsGamma() {
    assertThat(KeyMap.of("a.pt", set("memory_encoder.fuser.layers.1.weight")).origins())
        .containsOnlyKeys("memory_encoder.fuser.layers.1.gamma");
  }

  /** The names of a whole Sam2VideoModel come from, and lead back to, those of the original. */
  @Test
  void transformersNamesMapThereAndBack() {
    Set<String> foreign = new LinkedHashSet<>();
    ORIGINAL.forEach(key -> foreign.add(KeyLayout.TRANSFORMERS_SAM2.toForeign(key)));
    foreign.add("shared_image_embedding.positional_embedding");

    KeyMap map = KeyMap.of("model.safetensors", foreign);
    assertThat(map.origins().keySet()).containsExactlyInAnyOrderElementsOf(ORIGINAL);
    assertThat(map.description()).isEqualTo("transformers (SAM 2) names");
    assertThat(map.origins().get("sam_prompt_encoder.point_embeddings.2.weight"))
        .containsExactly(new Origin("prompt_encoder.point_embed.weight", 2, 4));
    assertThat(foreign)
        .noneMatch(key -> key.contains("norm1") && !key.contains("layer_norm1"))
        .noneMatch(key -> key.contains("out_proj") || key.startsWith("sam_"))
        .contains(
            "vision_encoder.neck.convs.0.weight",
            "vision_encoder.backbone.blocks.0.mlp.proj_in.weight",
            "vision_encoder.backbone.blocks.0.attn.proj.weight",
            "memory_encoder.mask_downsampler.layers.3.layer_norm.bias",
            "memory_encoder.memory_fuser.layers.0.scale",
            "mask_decoder.output_hypernetworks_mlps.3.layers.0.weight",
            "mask_decoder.transformer.layer_norm_final_attn.weight",
            "object_pointer_proj.proj_out.bias",
            "no_object_pointer",
            "occlusion_spatial_embedding_parameter");
  }

  @Test
  void transformersNamesUnderAWrapper() {
    KeyMap map =
        KeyMap.of(
            "m",
            set(
                "module.vision_encoder.backbone.patch_embed.projection.bias",
                "module.no_memory_embedding"));
    assertThat(map.origins())
        .containsOnlyKeys("image_encoder.trunk.patch_embed.proj.bias", "no_mem_embed");
    assertThat(map.description()).isEqualTo("transformers (SAM 2) names, without module.");
  }

  private static Set<String> set(String... keys) {
    return new LinkedHashSet<>(List.of(keys));
  }

  private static final List<String> ORIGINAL = original();

  /** The keys of the original with two of what it has many. */
  private static List<String> original() {
    List<String> keys = new ArrayList<>();
    pairs(keys, "image_encoder.neck.convs.", ".conv", 4);
    for (String part : List.of("attn.proj", "attn.qkv", "mlp.layers.0", "mlp.layers.1", "norm1")) {
      pairs(keys, "image_encoder.trunk.blocks.", "." + part, 2);
    }
    pairs(keys, "image_encoder.trunk.blocks.", ".norm2", 2);
    pairs(keys, "image_encoder.trunk.blocks.", ".proj", 2);
    pair(keys, "image_encoder.trunk.patch_embed.proj");
    keys.addAll(List.of("image_encoder.trunk.pos_embed", "image_encoder.trunk.pos_embed_window"));
    pair(keys, "mask_downsample");
    keys.addAll(
        List.of(
            "maskmem_tpos_enc",
            "no_mem_embed",
            "no_mem_pos_enc",
            "no_obj_ptr",
            "no_obj_embed_spatial"));
    for (String attention : List.of("self_attn", "cross_attn_image")) {
      projections(keys, "memory_attention.layers.0." + attention);
    }
    for (String part : List.of("linear1", "linear2", "norm1", "norm2", "norm3")) {
      pairs(keys, "memory_attention.layers.", "." + part, 2);
    }
    pair(keys, "memory_attention.norm");
    for (String part : List.of("dwconv", "norm", "pwconv1", "pwconv2")) {
      pairs(keys, "memory_encoder.fuser.layers.", "." + part, 2);
    }
    keys.addAll(
        List.of("memory_encoder.fuser.layers.0.gamma", "memory_encoder.fuser.layers.1.gamma"));
    for (int i : new int[] {0, 1, 3, 4, 6, 7, 9, 10, 12}) {
      pair(keys, "memory_encoder.mask_downsampler.encoder." + i);
    }
    pair(keys, "memory_encoder.out_proj");
    pair(keys, "memory_encoder.pix_feat_proj");
    pairs(keys, "obj_ptr_proj.layers.", "", 3);
    pair(keys, "obj_ptr_tpos_proj");
    decoder(keys);
    for (int i : new int[] {0, 1, 3, 4, 6}) {
      pair(keys, "sam_prompt_encoder.mask_downscaling." + i);
    }
    keys.add("sam_prompt_encoder.no_mask_embed.weight");
    keys.add("sam_prompt_encoder.not_a_point_embed.weight");
    keys.add("sam_prompt_encoder.pe_layer.positional_encoding_gaussian_matrix");
    for (int i = 0; i < 4; i++) {
      keys.add("sam_prompt_encoder.point_embeddings." + i + ".weight");
    }
    return keys;
  }

  private static void decoder(List<String> keys) {
    String d = "sam_mask_decoder.";
    pair(keys, d + "conv_s0");
    pair(keys, d + "conv_s1");
    pairs(keys, d + "iou_prediction_head.layers.", "", 3);
    pairs(keys, d + "pred_obj_score_head.layers.", "", 3);
    for (String token : List.of("iou_token", "mask_tokens", "obj_score_token")) {
      keys.add(d + token + ".weight");
    }
    for (int i = 0; i < 4; i++) {
      pairs(keys, d + "output_hypernetworks_mlps." + i + ".layers.", "", 3);
    }
    for (int i : new int[] {0, 1, 3}) {
      pair(keys, d + "output_upscaling." + i);
    }
    for (int i = 0; i < 2; i++) {
      String layer = d + "transformer.layers." + i + ".";
      pairs(keys, layer + "mlp.layers.", "", 2);
      for (String a :
          List.of("self_attn", "cross_attn_token_to_image", "cross_attn_image_to_token")) {
        projections(keys, layer + a);
      }
      for (int n = 1; n <= 4; n++) {
        pair(keys, layer + "norm" + n);
      }
    }
    projections(keys, d + "transformer.final_attn_token_to_image");
    pair(keys, d + "transformer.norm_final_attn");
  }

  private static void projections(List<String> keys, String attention) {
    for (String p : List.of("q_proj", "k_proj", "v_proj", "out_proj")) {
      pair(keys, attention + "." + p);
    }
  }

  private static void pairs(List<String> keys, String before, String after, int count) {
    for (int i = 0; i < count; i++) {
      pair(keys, before + i + after);
    }
  }

  private static void pair(List<String> keys, String key) {
    keys.add(key + ".weight");
    keys.add(key + ".bias");
  }
}
