# A whole round of the unchanged MONAILabelClient against a server: arguments are its address, an image, a folder.
import os
import sys

from monailabel.client import MONAILabelClient

address, image, folder = sys.argv[1:]
client = MONAILabelClient(address, tmpdir=folder, client_id="round")
assert client.info()["models"]["medsam2"]["type"] == "deepgrow"
client.upload_image(image, "case 002/é")
assert "case 002/é" in client.datastore()["objects"]
sample = client.next_sample("first", {})
assert sample["id"] == "case 002/é", sample
clicks = {"foreground": [[18, 11, 5]], "background": [[2, 2, 5]], "result_extension": ".nii.gz", "label": "lesion"}
mask, params = client.infer("medsam2", sample["id"], clicks)
assert os.path.getsize(mask) > 0 and params["label_names"] == {"lesion": 1}, params
session = client.create_session(image)["session_id"]
assert client.get_session(session)["name"] == session
again, _ = client.infer("medsam2", "", clicks, session_id=session)
sent, _ = client.infer("medsam2", "", clicks, file=image)
with open(again, "rb") as one, open(sent, "rb") as other:
    import gzip

    assert gzip.decompress(one.read()) == gzip.decompress(other.read())
client.save_label(sample["id"], mask, params={"label_info": [{"name": "lesion", "idx": 1}]})
label = client.download_label(sample["id"], "final")
with open(mask, "rb") as one, open(label, "rb") as other:
    assert one.read() == other.read()
assert client.next_sample("first", {}) == {}
client.remove_session(session)
assert client.get_session(session) is None
assert client.train_status(check_if_running=True) is False
try:
    client.infer("nope", sample["id"], clicks)
    raise SystemExit("an unknown model was served")
except Exception as e:
    assert "medsam2" in str(e), e
print("whole round")
