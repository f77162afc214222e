// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint.alias;

/**
 * What the tensors of SAM 3 are called by its authors and by Hugging Face's transformers. Here
 * those of the tracker go by the names of SAM 2.1, whose network it is; all others by the
 * original's.
 */
final class Sam3Names {
  /**
   * The authors' own. Of SAM 3.1 the neck and heads that segment single objects stand for those of
   * SAM 3; its tracker of many objects at once is another network.
   */
  static final String ORIGINAL =
      """
      detector.backbone.vision_backbone.interactive_convs => detector.backbone.vision_backbone.sam2_convs
      tracker.model.interactive_sam_prompt_encoder => sam_prompt_encoder
      tracker.model.interactive_sam_mask_decoder.transformer.layers.*.mlp.lin1 => sam_mask_decoder.transformer.layers.*.mlp.layers.0
      tracker.model.interactive_sam_mask_decoder.transformer.layers.*.mlp.lin2 => sam_mask_decoder.transformer.layers.*.mlp.layers.1
      tracker.model.interactive_sam_mask_decoder => sam_mask_decoder
      tracker.model.interactive_obj_ptr_proj => obj_ptr_proj
      tracker.model.interactive_mask_downsample => mask_downsample
      tracker.model.interactivity_no_mem_embed => no_mem_embed
      tracker.model.* => tracker.model.*
      tracker.transformer.encoder -> memory_attention
      tracker.maskmem_backbone -> memory_encoder
      tracker.sam_mask_decoder.transformer.layers.*.mlp.lin1 -> sam_mask_decoder.transformer.layers.*.mlp.layers.0
      tracker.sam_mask_decoder.transformer.layers.*.mlp.lin2 -> sam_mask_decoder.transformer.layers.*.mlp.layers.1
      tracker.* -> *
      """;

  /** {@code Sam3VideoModel}, with the tracker's prefix taken off. */
  static final String TRANSFORMERS =
      """
      detector_model.vision_encoder.backbone.embeddings.patch_embeddings.projection -> detector.backbone.vision_backbone.trunk.patch_embed.proj
      detector_model.vision_encoder.backbone.embeddings.position_embeddings -> detector.backbone.vision_backbone.trunk.pos_embed
      detector_model.vision_encoder.backbone.layer_norm -> detector.backbone.vision_backbone.trunk.ln_pre
      detector_model.vision_encoder.backbone.layers.*.layer_norm1 -> detector.backbone.vision_backbone.trunk.blocks.*.norm1
      detector_model.vision_encoder.backbone.layers.*.layer_norm2 -> detector.backbone.vision_backbone.trunk.blocks.*.norm2
      detector_model.vision_encoder.backbone.layers.*.attention.q_proj => detector.backbone.vision_backbone.trunk.blocks.*.attn.qkv [0/3]
      detector_model.vision_encoder.backbone.layers.*.attention.k_proj => detector.backbone.vision_backbone.trunk.blocks.*.attn.qkv [1/3]
      detector_model.vision_encoder.backbone.layers.*.attention.v_proj => detector.backbone.vision_backbone.trunk.blocks.*.attn.qkv [2/3]
      detector_model.vision_encoder.backbone.layers.*.attention.o_proj -> detector.backbone.vision_backbone.trunk.blocks.*.attn.proj
      detector_model.vision_encoder.backbone.layers.*.mlp -> detector.backbone.vision_backbone.trunk.blocks.*.mlp
      detector_model.vision_encoder.neck.fpn_layers.0.scale_layers.0 -> detector.backbone.vision_backbone.convs.0.dconv_2x2_0
      detector_model.vision_encoder.neck.fpn_layers.0.scale_layers.2 -> detector.backbone.vision_backbone.convs.0.dconv_2x2_1
      detector_model.vision_encoder.neck.fpn_layers.1.scale_layers.0 -> detector.backbone.vision_backbone.convs.1.dconv_2x2
      detector_model.vision_encoder.neck.fpn_layers.*.proj1 -> detector.backbone.vision_backbone.convs.*.conv_1x1
      detector_model.vision_encoder.neck.fpn_layers.*.proj2 -> detector.backbone.vision_backbone.convs.*.conv_3x3
      tracker_neck.fpn_layers.0.scale_layers.0 -> detector.backbone.vision_backbone.sam2_convs.0.dconv_2x2_0
      tracker_neck.fpn_layers.0.scale_layers.2 -> detector.backbone.vision_backbone.sam2_convs.0.dconv_2x2_1
      tracker_neck.fpn_layers.1.scale_layers.0 -> detector.backbone.vision_backbone.sam2_convs.1.dconv_2x2
      tracker_neck.fpn_layers.*.proj1 -> detector.backbone.vision_backbone.sam2_convs.*.conv_1x1
      tracker_neck.fpn_layers.*.proj2 -> detector.backbone.vision_backbone.sam2_convs.*.conv_3x3
      detector_model.text_encoder.text_projection =>
      detector_model.text_encoder.text_model.embeddings.token_embedding -> detector.backbone.language_backbone.encoder.token_embedding
      detector_model.text_encoder.text_model.embeddings.position_embedding.weight -> detector.backbone.language_backbone.encoder.positional_embedding
      detector_model.text_encoder.text_model.encoder.layers.*.self_attn +> detector.backbone.language_backbone.encoder.transformer.resblocks.*.attn
      detector_model.text_encoder.text_model.encoder.layers.*.self_attn.out_proj -> detector.backbone.language_backbone.encoder.transformer.resblocks.*.attn.out_proj
      detector_model.text_encoder.text_model.encoder.layers.*.layer_norm1 -> detector.backbone.language_backbone.encoder.transformer.resblocks.*.ln_1
      detector_model.text_encoder.text_model.encoder.layers.*.layer_norm2 -> detector.backbone.language_backbone.encoder.transformer.resblocks.*.ln_2
      detector_model.text_encoder.text_model.encoder.layers.*.mlp.fc1 -> detector.backbone.language_backbone.encoder.transformer.resblocks.*.mlp.c_fc
      detector_model.text_encoder.text_model.encoder.layers.*.mlp.fc2 -> detector.backbone.language_backbone.encoder.transformer.resblocks.*.mlp.c_proj
      detector_model.text_encoder.text_model.final_layer_norm -> detector.backbone.language_backbone.encoder.ln_final
      detector_model.text_projection -> detector.backbone.language_backbone.resizer
      detector_model.geometry_encoder.prompt_layer_norm -> detector.geometry_encoder.norm
      detector_model.geometry_encoder.vision_layer_norm -> detector.geometry_encoder.img_pre_norm
      detector_model.geometry_encoder.output_layer_norm -> detector.geometry_encoder.encode_norm
      detector_model.geometry_encoder.layers.*.self_attn +> detector.geometry_encoder.encode.*.self_attn
      detector_model.geometry_encoder.layers.*.cross_attn +> detector.geometry_encoder.encode.*.cross_attn_image
      detector_model.geometry_encoder.layers.*.mlp.fc1 -> detector.geometry_encoder.encode.*.linear1
      detector_model.geometry_encoder.layers.*.mlp.fc2 -> detector.geometry_encoder.encode.*.linear2
      detector_model.geometry_encoder.layers.*.layer_norm1 -> detector.geometry_encoder.encode.*.norm1
      detector_model.geometry_encoder.layers.*.layer_norm2 -> detector.geometry_encoder.encode.*.norm2
      detector_model.geometry_encoder.layers.*.layer_norm3 -> detector.geometry_encoder.encode.*.norm3
      detector_model.geometry_encoder -> detector.geometry_encoder
      detector_model.detr_encoder.layers.*.self_attn +> detector.transformer.encoder.layers.*.self_attn
      detector_model.detr_encoder.layers.*.cross_attn +> detector.transformer.encoder.layers.*.cross_attn_image
      detector_model.detr_encoder.layers.*.mlp.fc1 -> detector.transformer.encoder.layers.*.linear1
      detector_model.detr_encoder.layers.*.mlp.fc2 -> detector.transformer.encoder.layers.*.linear2
      detector_model.detr_encoder.layers.*.layer_norm1 -> detector.transformer.encoder.layers.*.norm1
      detector_model.detr_encoder.layers.*.layer_norm2 -> detector.transformer.encoder.layers.*.norm2
      detector_model.detr_encoder.layers.*.layer_norm3 -> detector.transformer.encoder.layers.*.norm3
      detector_model.detr_decoder.layers.*.self_attn +> detector.transformer.decoder.layers.*.self_attn
      detector_model.detr_decoder.layers.*.text_cross_attn +> detector.transformer.decoder.layers.*.ca_text
      detector_model.detr_decoder.layers.*.vision_cross_attn +> detector.transformer.decoder.layers.*.cross_attn
      detector_model.detr_decoder.layers.*.mlp.fc1 -> detector.transformer.decoder.layers.*.linear1
      detector_model.detr_decoder.layers.*.mlp.fc2 -> detector.transformer.decoder.layers.*.linear2
      detector_model.detr_decoder.layers.*.self_attn_layer_norm -> detector.transformer.decoder.layers.*.norm2
      detector_model.detr_decoder.layers.*.text_cross_attn_layer_norm -> detector.transformer.decoder.layers.*.catext_norm
      detector_model.detr_decoder.layers.*.vision_cross_attn_layer_norm -> detector.transformer.decoder.layers.*.norm1
      detector_model.detr_decoder.layers.*.mlp_layer_norm -> detector.transformer.decoder.layers.*.norm3
      detector_model.detr_decoder.output_layer_norm -> detector.transformer.decoder.norm
      detector_model.detr_decoder.box_head.layer1 -> detector.transformer.decoder.bbox_embed.layers.0
      detector_model.detr_decoder.box_head.layer2 -> detector.transformer.decoder.bbox_embed.layers.1
      detector_model.detr_decoder.box_head.layer3 -> detector.transformer.decoder.bbox_embed.layers.2
      detector_model.detr_decoder.ref_point_head.layer1 -> detector.transformer.decoder.ref_point_head.layers.0
      detector_model.detr_decoder.ref_point_head.layer2 -> detector.transformer.decoder.ref_point_head.layers.1
      detector_model.detr_decoder.box_rpb_embed_x.layer1 -> detector.transformer.decoder.boxRPB_embed_x.layers.0
      detector_model.detr_decoder.box_rpb_embed_x.layer2 -> detector.transformer.decoder.boxRPB_embed_x.layers.1
      detector_model.detr_decoder.box_rpb_embed_y.layer1 -> detector.transformer.decoder.boxRPB_embed_y.layers.0
      detector_model.detr_decoder.box_rpb_embed_y.layer2 -> detector.transformer.decoder.boxRPB_embed_y.layers.1
      detector_model.detr_decoder.presence_head.layer1 -> detector.transformer.decoder.presence_token_head.layers.0
      detector_model.detr_decoder.presence_head.layer2 -> detector.transformer.decoder.presence_token_head.layers.1
      detector_model.detr_decoder.presence_head.layer3 -> detector.transformer.decoder.presence_token_head.layers.2
      detector_model.detr_decoder.presence_layer_norm -> detector.transformer.decoder.presence_token_out_norm
      detector_model.detr_decoder -> detector.transformer.decoder
      detector_model.dot_product_scoring.text_mlp.layer1 -> detector.dot_prod_scoring.prompt_mlp.layers.0
      detector_model.dot_product_scoring.text_mlp.layer2 -> detector.dot_prod_scoring.prompt_mlp.layers.1
      detector_model.dot_product_scoring.text_mlp_out_norm -> detector.dot_prod_scoring.prompt_mlp.out_norm
      detector_model.dot_product_scoring.text_proj -> detector.dot_prod_scoring.prompt_proj
      detector_model.dot_product_scoring.query_proj -> detector.dot_prod_scoring.hs_proj
      detector_model.mask_decoder.mask_embedder -> detector.segmentation_head.mask_predictor.mask_embed
      detector_model.mask_decoder.prompt_cross_attn +> detector.segmentation_head.cross_attend_prompt
      detector_model.mask_decoder.prompt_cross_attn_norm -> detector.segmentation_head.cross_attn_norm
      detector_model.mask_decoder.instance_projection -> detector.segmentation_head.instance_seg_head
      detector_model.mask_decoder.semantic_projection -> detector.segmentation_head.semantic_seg_head
      detector_model.mask_decoder.pixel_decoder -> detector.segmentation_head.pixel_decoder
      """;

  private Sam3Names() {}
}
