# A round on real angiograms with the unchanged MONAILabelClient, timed. Not run by the build. Arguments: the server's address, a folder
# of ARCADE's segment task (N.jpg, polygons.tsv), the number of a segment, how many images, how many updates. Needs Pillow.
#   medsam2 serve --port 8000 --label "proximal LAD" --round project --frozen 0.2 --frozen-least 6
#   python3 arcade_round.py http://127.0.0.1:8000 arcade/syntax/val 6 30 20
import os
import sys
import tempfile
import time

from monailabel.client import MONAILabelClient
from PIL import Image, ImageChops, ImageDraw

address, data, segment, count, updates = sys.argv[1:]
truth = {}
with open(os.path.join(data, "polygons.tsv")) as table:
    for line in table:
        number, kind, points = line.rstrip("\n").split("\t")
        if kind == segment:
            truth.setdefault(number, []).append([float(p) for p in points.split()])
numbers = sorted(truth, key=int)[: int(count)]
folder = tempfile.mkdtemp()
client = MONAILabelClient(address, tmpdir=folder, client_id="study")
times = {}


def timed(what, call):
    start = time.time()
    result = call()
    times.setdefault(what, []).append(time.time() - start)
    return result


def mask_of(number):
    mask = Image.new("L", Image.open(os.path.join(data, number + ".jpg")).size)
    for polygon in truth[number]:
        ImageDraw.Draw(mask).polygon(polygon, fill=255)
    return mask


def area(mask):
    return sum(mask.histogram()[1:])


for number in numbers:
    timed("upload an image", lambda: client.upload_image(os.path.join(data, number + ".jpg"), number))
timed("list", client.datastore)
dice = []
done = set()
while True:
    sample = timed("next sample", lambda: client.next_sample("round", {}))
    if not sample or sample["id"] in done:
        break
    number = sample["id"]
    done.add(number)
    right = mask_of(number)
    x0, y0, x1, y1 = right.getbbox()
    box = {"roi": [x0, y0, x1 - 1, y1 - 1], "result_extension": ".png"}
    found, params = timed("infer by a box", lambda: client.infer("medsam2", number, box))
    click = dict(box, foreground=[[(x0 + x1) // 2, (y0 + y1) // 2, 0]])
    timed("the same image again, box and click", lambda: client.infer("medsam2", number, click))
    mask = Image.open(found).convert("L").point(lambda v: 255 if v else 0)
    dice.append(2 * area(ImageChops.multiply(mask, right)) / max(1, area(mask) + area(right)))
    label = os.path.join(folder, number + ".png")
    right.save(label)
    told = {"label_info": [{"name": params["label_names"] and list(params["label_names"])[0], "idx": 1}]}
    timed("save a corrected label", lambda: client.save_label(number, label, params=told))
start = time.time()
client.train_start("medsam2", {"updates": int(updates), "batch": 2})
while client.train_status(check_if_running=True):
    time.sleep(0.5)
times["train, judge, decide"] = [time.time() - start]
print(f"{len(done)} of {len(numbers)} images; mean Dice of the first answers by a box {sum(dice) / len(dice):.3f}")
for what, all_of in times.items():
    ordered = sorted(all_of)
    print(f"{what}: {len(ordered)} times, median {ordered[len(ordered) // 2]:.3f} s, longest {ordered[-1]:.3f} s")
print(client.train_status())
