# A whole round of the unchanged client of nnInteractive against a server: the argument is its address.
import sys

import numpy as np
from nnInteractive.inference.remote import nnInteractiveRemoteInferenceSession

image = np.full((1, 10, 24, 32), 30, np.int16)
image[0, 3:8, 6:17, 12:25] = 210
with nnInteractiveRemoteInferenceSession(sys.argv[1]) as session:
    session.set_image(image, {"spacing": [2.0, 0.5, 0.5]})
    shown = np.zeros(image.shape[1:], np.uint8)
    session.set_target_buffer(shown)
    session.set_do_autozoom(True)
    session.reset_interactions()
    session.add_bbox_interaction([[5, 6], [6, 17], [12, 25]], True)
    box = shown.copy()
    assert box.any(), "nothing was found"
    session.add_point_interaction((5, 11, 18), True)
    session.add_point_interaction((5, 2, 2), False)
    lasso = np.zeros(image.shape[1:], np.uint8)
    lasso[5, 8:14, 14:22] = 1
    session.add_lasso_interaction(lasso, True)
    scribble = np.zeros((1, 3, 9), np.uint8)
    scribble[0, 1, :] = 1
    session.add_scribble_interaction(scribble, True, interaction_bbox=[[5, 6], [10, 13], [14, 23]])
    for _ in range(4):
        assert session.undo()
    assert (shown == box).all(), "undo does not lead back"
    session.reset_interactions()
    shown[:] = 0
    session.add_bbox_interaction([[3, 8], [11, 12], [12, 25]], True)  # across y
    assert shown[:, 11].any()
    session.add_initial_seg_interaction(box)
    assert session.lease_status()["remaining_seconds"] > 0
print("whole round")
