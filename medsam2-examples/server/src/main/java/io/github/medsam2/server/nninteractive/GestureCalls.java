// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.session.Drawing;
import io.github.medsam2.server.session.Gesture;
import io.github.medsam2.server.session.Prediction;
import io.github.medsam2.server.session.Session;
import io.github.medsam2.server.session.Strokes;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Gestures and what changes by each: the smallest box with every voxel that is another now. */
final class GestureCalls {
  private static final int NUMBER = 8;

  private final Desk desk;

  GestureCalls(Desk desk) {
    this.desk = desk;
  }

  Answer point(Session session, Call call) throws IOException {
    Json asked = call.json();
    double[] at = asked.numbers("coordinates", 3);
    if (at.length != 3) {
      throw Refusal.wrong("coordinates", "three numbers, z, y, x", at.length + "");
    }
    boolean positive = asked.flag("include_interaction", true);
    return add(session, asked, List.of(new Gesture.Click(at[2], at[1], at[0], positive)));
  }

  Answer box(Session session, Call call) throws IOException {
    Json asked = call.json();
    Box3 box = Box3.of(asked.rows("bbox_coords", 3, 2), session.picture().size());
    int axis = box.flatAxis();
    if (axis < 0) {
      throw Refusal.wrong("bbox_coords", "one axis of size 1", "a box in three dimensions");
    }
    if (!asked.flag("include_interaction", true)) {
      throw Refusal.wrong("include_interaction", "true for a box", "false");
    }
    int right = axis == 0 ? 1 : 0;
    int down = axis == 2 ? 1 : 2;
    double x0 = box.low()[right];
    double y0 = box.low()[down];
    Gesture gesture =
        new Gesture.Box(
            axis,
            box.low()[axis],
            x0,
            y0,
            Math.max(x0 + 0.5, box.high()[right] - 1),
            Math.max(y0 + 0.5, box.high()[down] - 1));
    return add(session, asked, List.of(gesture));
  }

  Answer scribble(Session session, Call call) throws IOException {
    Json asked = ImageCalls.meta(call);
    Slicing size = session.picture().size();
    byte[] painted = painted(call, Box3.of(asked, "interaction_bbox", size), size);
    boolean positive = asked.flag("include_interaction", true);
    return add(session, asked, Strokes.clicks(painted, size, positive));
  }

  Answer lasso(Session session, Call call) throws IOException {
    Json asked = ImageCalls.meta(call);
    Slicing size = session.picture().size();
    Box3 box = Box3.of(asked, "interaction_bbox", size);
    byte[] painted = painted(call, box, size);
    if (!asked.flag("include_interaction", true)) {
      return add(session, asked, Strokes.clicks(painted, size, false));
    }
    int axis = Math.max(0, box.flatAxis() < 0 ? 2 : box.flatAxis());
    return add(session, asked, List.of(Strokes.area(painted, size, axis)));
  }

  /** A mask from elsewhere: it is shown as it is, and its largest slice is what the model sees. */
  Answer initial(Session session, Call call) throws IOException {
    Json asked = ImageCalls.meta(call);
    Slicing size = session.picture().size();
    byte[] painted = painted(call, Box3.all(size), size);
    List<Gesture> gestures = List.of(Strokes.area(painted, size, 2));
    synchronized (session) {
      session.drawing().clear(painted.length);
      session.drawing().show(painted);
    }
    return add(session, asked, gestures);
  }

  /** Painted voxels of a box, on the grid of the whole image. */
  private static byte[] painted(Call call, Box3 box, Slicing size) throws IOException {
    long most = (long) NUMBER * box.voxels();
    PackedArray array = PackedArray.read(call.bytes(most + (1 << 16)), most);
    if (!Arrays.equals(array.volumeShape(), box.shape())) {
      throw Refusal.wrong("array", "the shape of its box", "another");
    }
    byte[] all = new byte[size.width() * size.height() * size.depth()];
    int i = 0;
    for (int z = box.low()[2]; z < box.high()[2]; z++) {
      for (int y = box.low()[1]; y < box.high()[1]; y++) {
        for (int x = box.low()[0]; x < box.high()[0]; x++, i++) {
          boolean on = array.type().get(array.data(), i) > 0;
          all[(z * size.height() + y) * size.width() + x] = (byte) (on ? 1 : 0);
        }
      }
    }
    return all;
  }

  private Answer add(Session session, Json asked, List<Gesture> gestures) {
    if (!asked.flag("run_prediction", true)) {
      synchronized (session) {
        session.drawing().add(gestures);
      }
      return none(false);
    }
    Prediction p = Prediction.of(session, gestures, desk.settings().patience());
    return changed(session, p.before(), p.after(), p.unsure());
  }

  Answer undo(Session session, Call call) {
    synchronized (session) {
      Drawing drawing = session.drawing();
      byte[] before = drawing.shown();
      byte[] after = drawing.undo().orElse(null);
      if (after == null) {
        return none(false);
      }
      return changed(session, before, after, drawing.show(after));
    }
  }

  private static Answer none(boolean ran) {
    JsonObject meta = new JsonObject();
    meta.addProperty("ran_prediction", ran);
    meta.add("bbox", JsonNull.INSTANCE);
    return Answer.bytes(Answer.BYTES, new byte[0]).with("X-Meta", text(meta));
  }

  /** Nulls are told, too: a client looks for the key. */
  private static String text(JsonObject meta) {
    return new com.google.gson.GsonBuilder().serializeNulls().create().toJson(meta);
  }

  private static Answer changed(Session session, byte[] before, byte[] after, boolean all) {
    Slicing size = session.picture().size();
    Box3 box = all ? Box3.all(size) : Box3.ofChange(before, after, size);
    if (box == null) {
      return none(true);
    }
    JsonObject meta = new JsonObject();
    meta.addProperty("ran_prediction", true);
    meta.add("bbox", box.json());
    meta.addProperty("dtype", "uint8");
    JsonArray shape = new JsonArray();
    for (int side : box.shape()) {
      shape.add(side);
    }
    meta.add("shape", shape);
    return Answer.bytes(Answer.BYTES, PackedArray.write(box.shape(), box.cut(after, size)))
        .with("X-Meta", text(meta));
  }
}
