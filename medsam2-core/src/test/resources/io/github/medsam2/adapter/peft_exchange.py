"""Loads an adapter in peft, says how far it is from the file, and saves it back with other numbers.

Arguments: base.safetensors, folder of the adapter, merged.safetensors of the base with it, folder to save to.
"""
import json
import sys

import torch
from peft import PeftModel, get_peft_model_state_dict
from safetensors.torch import load_file, save_file


class Node(torch.nn.Module):
    """A module that holds others."""


def leaf(tensors):
    """A layer of these tensors, if they are one's that peft corrects."""
    weight = tensors.get("weight")
    plain = weight is not None and set(tensors) <= {"weight", "bias"} and weight.dim() in (2, 4)
    if not plain or ("bias" in tensors and len(tensors["bias"]) != len(weight)):
        node = Node()
        for name, value in tensors.items():
            node.register_parameter(name, torch.nn.Parameter(value.clone()))
        return node
    out, inner = weight.shape[:2]
    bias = "bias" in tensors
    if weight.dim() == 2:
        layer = torch.nn.Linear(inner, out, bias)
    else:
        layer = torch.nn.Conv2d(inner, out, tuple(weight.shape[2:]), bias=bias)
    layer.load_state_dict(tensors, strict=False)
    return layer


def network(weights):
    modules = {}
    for key, value in weights.items():
        path, _, name = key.rpartition(".")
        modules.setdefault(path, {})[name] = value
    root = leaf(modules.pop("", {}))
    for path in sorted(modules, key=lambda p: p.count(".")):
        parent = root
        *above, name = path.split(".")
        for step in above:
            if not hasattr(parent, step):
                parent.add_module(step, Node())
            parent = getattr(parent, step)
        parent.add_module(name, leaf(modules[path]))
    return root


def farthest(these, those):
    assert set(these) == set(those), set(these) ^ set(those)
    return max((these[k].double() - those[k].double()).abs().max().item() for k in these)


base, folder, merged, back = sys.argv[1:]
stored = load_file(folder + "/adapter_model.safetensors")
model = PeftModel.from_pretrained(network(load_file(base)), folder)
said = {
    "tensors": len(stored),
    "difference": farthest(get_peft_model_state_dict(model), stored),
    "merged": farthest(
        PeftModel.from_pretrained(network(load_file(base)), folder).merge_and_unload().state_dict(),
        load_file(merged),
    ),
}
torch.manual_seed(1)
own = get_peft_model_state_dict(model)
with torch.no_grad():
    for name, parameter in model.named_parameters():
        if "lora_" in name or "modules_to_save" in name:
            parameter.add_(0.1 * torch.randn_like(parameter))
model.save_pretrained(back)
save_file({k: v.contiguous().clone() for k, v in own.items()}, back + "/own.safetensors")
again = model.merge_and_unload().state_dict()
save_file({k: v.contiguous().clone() for k, v in again.items()}, back + "/merged.safetensors")
print(json.dumps(said))
