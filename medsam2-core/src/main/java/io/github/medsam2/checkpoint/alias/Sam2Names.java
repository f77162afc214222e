// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.alias;

/** What Hugging Face's transformers call the tensors of SAM 2. */
final class Sam2Names {
  /** {@code Sam2VideoModel} and {@code Sam2Model}. */
  static final String TRANSFORMERS =
      """
      vision_encoder.neck.convs.*.conv => image_encoder.neck.convs.*.conv
      vision_encoder.neck.convs.* -> image_encoder.neck.convs.*.conv
      vision_encoder.neck -> image_encoder.neck
      vision_encoder.backbone.patch_embed.projection -> image_encoder.trunk.patch_embed.proj
      vision_encoder.backbone.blocks.*.layer_norm1 -> image_encoder.trunk.blocks.*.norm1
      vision_encoder.backbone.blocks.*.layer_norm2 -> image_encoder.trunk.blocks.*.norm2
      vision_encoder.backbone.blocks.*.mlp.proj_in -> image_encoder.trunk.blocks.*.mlp.layers.0
      vision_encoder.backbone.blocks.*.mlp.proj_out -> image_encoder.trunk.blocks.*.mlp.layers.1
      vision_encoder.backbone -> image_encoder.trunk

      memory_attention.layers.*.*.o_proj -> memory_attention.layers.*.*.out_proj
      memory_attention.layers.*.layer_norm1 -> memory_attention.layers.*.norm1
      memory_attention.layers.*.layer_norm2 -> memory_attention.layers.*.norm2
      memory_attention.layers.*.layer_norm3 -> memory_attention.layers.*.norm3
      memory_attention.layer_norm -> memory_attention.norm

      memory_encoder.mask_downsampler.layers.0.conv -> memory_encoder.mask_downsampler.encoder.0
      memory_encoder.mask_downsampler.layers.1.conv -> memory_encoder.mask_downsampler.encoder.3
      memory_encoder.mask_downsampler.layers.2.conv -> memory_encoder.mask_downsampler.encoder.6
      memory_encoder.mask_downsampler.layers.3.conv -> memory_encoder.mask_downsampler.encoder.9
      memory_encoder.mask_downsampler.layers.0.layer_norm -> memory_encoder.mask_downsampler.encoder.1
      memory_encoder.mask_downsampler.layers.1.layer_norm -> memory_encoder.mask_downsampler.encoder.4
      memory_encoder.mask_downsampler.layers.2.layer_norm -> memory_encoder.mask_downsampler.encoder.7
      memory_encoder.mask_downsampler.layers.3.layer_norm -> memory_encoder.mask_downsampler.encoder.10
      memory_encoder.mask_downsampler.final_conv -> memory_encoder.mask_downsampler.encoder.12
      memory_encoder.feature_projection -> memory_encoder.pix_feat_proj
      memory_encoder.projection -> memory_encoder.out_proj
      memory_encoder.memory_fuser.layers.*.scale -> memory_encoder.fuser.layers.*.gamma
      memory_encoder.memory_fuser.layers.*.weight => memory_encoder.fuser.layers.*.gamma
      memory_encoder.memory_fuser.layers.*.depthwise_conv -> memory_encoder.fuser.layers.*.dwconv
      memory_encoder.memory_fuser.layers.*.layer_norm -> memory_encoder.fuser.layers.*.norm
      memory_encoder.memory_fuser.layers.*.pointwise_conv1 -> memory_encoder.fuser.layers.*.pwconv1
      memory_encoder.memory_fuser.layers.*.pointwise_conv2 -> memory_encoder.fuser.layers.*.pwconv2

      shared_image_embedding.positional_embedding =>
      prompt_encoder.shared_embedding.positional_embedding -> sam_prompt_encoder.pe_layer.positional_encoding_gaussian_matrix
      prompt_encoder.point_embed.weight / 4 -> sam_prompt_encoder.point_embeddings.#.weight
      prompt_encoder.mask_embed.conv1 -> sam_prompt_encoder.mask_downscaling.0
      prompt_encoder.mask_embed.layer_norm1 -> sam_prompt_encoder.mask_downscaling.1
      prompt_encoder.mask_embed.conv2 -> sam_prompt_encoder.mask_downscaling.3
      prompt_encoder.mask_embed.layer_norm2 -> sam_prompt_encoder.mask_downscaling.4
      prompt_encoder.mask_embed.conv3 -> sam_prompt_encoder.mask_downscaling.6
      prompt_encoder -> sam_prompt_encoder

      mask_decoder.upscale_conv1 -> sam_mask_decoder.output_upscaling.0
      mask_decoder.upscale_layer_norm -> sam_mask_decoder.output_upscaling.1
      mask_decoder.upscale_conv2 -> sam_mask_decoder.output_upscaling.3
      mask_decoder.iou_prediction_head.proj_in -> sam_mask_decoder.iou_prediction_head.layers.0
      mask_decoder.iou_prediction_head.layers.0 -> sam_mask_decoder.iou_prediction_head.layers.1 if mask_decoder.iou_prediction_head.proj_in.weight
      mask_decoder.iou_prediction_head.proj_out -> sam_mask_decoder.iou_prediction_head.layers.2
      mask_decoder.pred_obj_score_head.proj_in -> sam_mask_decoder.pred_obj_score_head.layers.0
      mask_decoder.pred_obj_score_head.layers.0 -> sam_mask_decoder.pred_obj_score_head.layers.1 if mask_decoder.pred_obj_score_head.proj_in.weight
      mask_decoder.pred_obj_score_head.proj_out -> sam_mask_decoder.pred_obj_score_head.layers.2
      mask_decoder.output_hypernetworks_mlps.*.proj_in -> sam_mask_decoder.output_hypernetworks_mlps.*.layers.0
      mask_decoder.output_hypernetworks_mlps.*.layers.0 -> sam_mask_decoder.output_hypernetworks_mlps.*.layers.1 if mask_decoder.output_hypernetworks_mlps.*.proj_in.weight
      mask_decoder.output_hypernetworks_mlps.*.proj_out -> sam_mask_decoder.output_hypernetworks_mlps.*.layers.2
      mask_decoder.transformer.layers.*.mlp.proj_in -> sam_mask_decoder.transformer.layers.*.mlp.layers.0
      mask_decoder.transformer.layers.*.mlp.proj_out -> sam_mask_decoder.transformer.layers.*.mlp.layers.1
      mask_decoder.transformer.layers.*.*.o_proj -> sam_mask_decoder.transformer.layers.*.*.out_proj
      mask_decoder.transformer.layers.*.layer_norm1 -> sam_mask_decoder.transformer.layers.*.norm1
      mask_decoder.transformer.layers.*.layer_norm2 -> sam_mask_decoder.transformer.layers.*.norm2
      mask_decoder.transformer.layers.*.layer_norm3 -> sam_mask_decoder.transformer.layers.*.norm3
      mask_decoder.transformer.layers.*.layer_norm4 -> sam_mask_decoder.transformer.layers.*.norm4
      mask_decoder.transformer.final_attn_token_to_image.o_proj -> sam_mask_decoder.transformer.final_attn_token_to_image.out_proj
      mask_decoder.transformer.layer_norm_final_attn -> sam_mask_decoder.transformer.norm_final_attn
      mask_decoder -> sam_mask_decoder

      memory_temporal_positional_encoding -> maskmem_tpos_enc
      no_memory_embedding -> no_mem_embed
      no_memory_positional_encoding -> no_mem_pos_enc
      no_object_pointer -> no_obj_ptr
      object_pointer_proj.proj_in -> obj_ptr_proj.layers.0
      object_pointer_proj.layers.0 -> obj_ptr_proj.layers.1
      object_pointer_proj.proj_out -> obj_ptr_proj.layers.2
      temporal_positional_encoding_projection_layer -> obj_ptr_tpos_proj
      occlusion_spatial_embedding_parameter -> no_obj_embed_spatial
      """;

  private Sam2Names() {}
}
