"""The original's code at SAM 2.1 tiny's shape and 512 pixels: sam2_python.py FOLDER_OF_SAM2 THREADS float32|bfloat16.

Needs torch alone (what else the original imports is not used here). Numbers are made up. Reads words from its
input and answers each with a line of milliseconds: `encode` one image, `track` one frame with a full bank
(image, 7 maps, 16 pointers, memory). Ends with its input.
"""
import importlib.machinery
import sys
import time
import types


def stand_in(name, **names):
    module = types.ModuleType(name)
    module.__spec__ = importlib.machinery.ModuleSpec(name, None)
    module.__path__ = []
    for key, value in names.items():
        setattr(module, key, value)
    sys.modules[name] = module


class Initialized:
    @staticmethod
    def instance():
        return types.SimpleNamespace(is_initialized=lambda: True)


stand_in("hydra", initialize_config_module=lambda *a, **k: None)
stand_in("hydra.core")
stand_in("tqdm", tqdm=lambda frames, *a, **k: frames)
stand_in("PIL", Image=types.SimpleNamespace(Image=object))
stand_in("hydra.core.global_hydra", GlobalHydra=Initialized)
stand_in("iopath")
stand_in("iopath.common")
stand_in("iopath.common.file_io", g_pathmgr=None)
sys.path.insert(0, sys.argv[1])

import torch
from sam2.modeling.backbones.hieradet import Hiera
from sam2.modeling.backbones.image_encoder import FpnNeck, ImageEncoder
from sam2.modeling.memory_attention import MemoryAttention, MemoryAttentionLayer
from sam2.modeling.memory_encoder import CXBlock, Fuser, MaskDownSampler, MemoryEncoder
from sam2.modeling.position_encoding import PositionEmbeddingSine
from sam2.modeling.sam.transformer import RoPEAttention
from sam2.modeling.sam2_base import SAM2Base

SIDE, WIDTH, FRAMES = 512, 256, 200
torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(0)


def sine(features):
    return PositionEmbeddingSine(num_pos_feats=features, normalize=True, scale=None, temperature=10000)


def rope(**more):
    return RoPEAttention(rope_theta=10000.0, feat_sizes=[32, 32], embedding_dim=WIDTH, num_heads=1, downsample_rate=1, dropout=0.1, **more)


def network():
    trunk = Hiera(embed_dim=96, num_heads=1, stages=[1, 2, 7, 2], global_att_blocks=[5, 7, 9], window_pos_embed_bkg_spatial_size=[7, 7])
    neck = FpnNeck(position_encoding=sine(WIDTH), d_model=WIDTH, backbone_channel_list=[768, 384, 192, 96], fpn_top_down_levels=[2, 3], fpn_interp_model="nearest")
    layer = MemoryAttentionLayer(activation="relu", dim_feedforward=2048, dropout=0.1, pos_enc_at_attn=False, self_attention=rope(), d_model=WIDTH,
                                 pos_enc_at_cross_attn_keys=True, pos_enc_at_cross_attn_queries=False, cross_attention=rope(rope_k_repeat=True, kv_in_dim=64))
    fuser = Fuser(layer=CXBlock(dim=WIDTH, kernel_size=7, padding=3, layer_scale_init_value=1e-6, use_dwconv=True), num_layers=2)
    memory = MemoryEncoder(out_dim=64, position_encoding=sine(64), mask_downsampler=MaskDownSampler(kernel_size=3, stride=2, padding=1), fuser=fuser)
    return SAM2Base(
        ImageEncoder(scalp=1, trunk=trunk, neck=neck), MemoryAttention(d_model=WIDTH, pos_enc_at_input=True, num_layers=4, layer=layer), memory,
        num_maskmem=7, image_size=SIDE, sigmoid_scale_for_mem_enc=20.0, sigmoid_bias_for_mem_enc=-10.0, use_mask_input_as_output_without_sam=True,
        directly_add_no_mem_embed=True, no_obj_embed_spatial=True, use_high_res_features_in_sam=True, multimask_output_in_sam=True,
        iou_prediction_use_sigmoid=True, use_obj_ptrs_in_encoder=True, add_tpos_enc_to_obj_ptrs=True, proj_tpos_enc_in_obj_ptrs=True,
        use_signed_tpos_enc_to_obj_ptrs=True, only_obj_ptrs_in_the_past_for_eval=True, pred_obj_scores=True, pred_obj_scores_mlp=True,
        fixed_no_obj_ptr=True, multimask_output_for_tracking=True, use_multimask_token_for_obj_ptr=True, multimask_min_pt_num=0,
        multimask_max_pt_num=1, use_mlp_for_obj_ptr_proj=True).eval()


class Cine:
    def __init__(self, model):
        self.model, self.next = model, 0
        self.memory = {"cond_frame_outputs": {}, "non_cond_frame_outputs": {}}

    def frame(self):
        index, self.next = self.next, self.next + 1
        encoded = self.model.forward_image(torch.randn(1, 3, SIDE, SIDE))
        _, features, positions, sizes = self.model._prepare_backbone_features(encoded)
        box = {"point_coords": torch.tensor([[[160.0, 140.0], [340.0, 320.0]]]), "point_labels": torch.tensor([[2, 3]], dtype=torch.int32)}
        out = self.model.track_step(index, index == 0, features, positions, sizes, box if index == 0 else None, None, self.memory, FRAMES)
        self.memory["cond_frame_outputs" if index == 0 else "non_cond_frame_outputs"][index] = out
        self.memory["non_cond_frame_outputs"].pop(index - 20, None)


model = network()
half = sys.argv[3] == "bfloat16"
with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=half):
    cine = Cine(model)
    for _ in range(17):
        cine.frame()
    image = torch.randn(1, 3, SIDE, SIDE)
    work = {"encode": lambda: model.forward_image(image), "track": cine.frame}
    work["encode"]()
    print(f"torch {torch.__version__}, {sys.argv[3]}, {torch.backends.cpu.get_cpu_capability()}", flush=True)
    for line in sys.stdin:
        begun, used = time.perf_counter(), time.process_time()
        work[line.strip()]()
        print(f"{(time.perf_counter() - begun) * 1e3:.2f} {(time.process_time() - used) * 1e3:.2f}", flush=True)
