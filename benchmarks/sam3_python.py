"""SAM 3 in Python, of made-up numbers at its full size: sam3_python.py THREADS pvs|pcs. Needs torch and transformers 5.18."""
import resource
import sys
import time

import torch
import transformers

torch.set_num_threads(int(sys.argv[1]))
torch.manual_seed(0)
image = torch.randn(1, 3, 1008, 1008)
if sys.argv[2] == "pvs":
    model = transformers.Sam3TrackerModel(transformers.Sam3TrackerConfig()).eval()
    boxes = torch.tensor([[[197.0, 197.0, 590.0, 590.0]]])
    embed = lambda: model.get_image_embeddings(image)
    ask = lambda e: model(image_embeddings=e, input_boxes=boxes, multimask_output=False)
else:
    model = transformers.Sam3Model(transformers.Sam3Config()).eval()
    ids = torch.tensor([[49406, 8276] + [49407] + [0] * 29])
    embed = lambda: model.get_vision_features(image)
    ask = lambda e: model(vision_embeds=e, input_ids=ids, attention_mask=(ids != 0).long())
with torch.inference_mode():
    for name, work in (("embed", embed), ("ask", None)):
        begun = time.time(), time.process_time()
        if name == "embed":
            found = work()
        else:
            ask(found)
        print(f"{sys.argv[2]} {name}: {time.time() - begun[0]:.1f} s, processor {time.process_time() - begun[1]:.1f} s")
print(f"peak resident {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6:.0f} MB, torch {torch.__version__}, transformers {transformers.__version__}")
