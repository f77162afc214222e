// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.itksnap;

import com.google.gson.JsonObject;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.session.Gesture;
import io.github.medsam2.server.session.Prediction;
import io.github.medsam2.server.session.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Clicks, scribbles and areas; each is answered with the whole mask. */
final class Strokes {
  private final Desk desk;

  Strokes(Desk desk) {
    this.desk = desk;
  }

  /** The point comes as one key two or three times, or as x, y and z. */
  Answer point(Session session, Call call) throws IOException {
    List<Double> at = call.query().numbers("point");
    if (at.isEmpty()) {
      at =
          List.of("x", "y", "z").stream()
              .flatMap(axis -> call.query().numbers(axis).stream())
              .toList();
    }
    if (at.size() != 2 && at.size() != 3) {
      throw Refusal.wrong("point", "two or three numbers", at.size() + "");
    }
    double z = at.size() == 3 ? at.get(2) : 0;
    return mask(session, List.of(new Gesture.Click(at.get(0), at.get(1), z, isForeground(call))));
  }

  private static boolean isForeground(Call call) {
    return !call.query().first("foreground", "true").equalsIgnoreCase("false");
  }

  Answer scribble(Session session, Call call) throws IOException {
    Slicing size = session.picture().size();
    byte[] painted = painted(call, size);
    return mask(
        session,
        io.github.medsam2.server.session.Strokes.clicks(painted, size, isForeground(call)));
  }

  Answer lasso(Session session, Call call) throws IOException {
    if (!isForeground(call)) {
      return scribble(session, call);
    }
    Slicing size = session.picture().size();
    byte[] painted = painted(call, size);
    return mask(
        session,
        List.of(io.github.medsam2.server.session.Strokes.area(painted, size, flat(painted, size))));
  }

  /** The axis on which all that is painted lies in one slice; z otherwise. */
  private static int flat(byte[] painted, Slicing size) {
    int[] first = {-1, -1, -1};
    boolean[] several = new boolean[3];
    for (int i = 0; i < painted.length; i++) {
      if (painted[i] != 0) {
        int[] at = {
          i % size.width(), i / size.width() % size.height(), i / size.width() / size.height()
        };
        for (int axis = 0; axis < 3; axis++) {
          several[axis] |= first[axis] >= 0 && first[axis] != at[axis];
          first[axis] = at[axis];
        }
      }
    }
    return several[2] ? !several[1] ? 1 : !several[0] ? 0 : 2 : 2;
  }

  private byte[] painted(Call call, Slicing size) throws IOException {
    try (MultipartForm form = call.multipart(desk.folder())) {
      RawVolume raw = RawVolume.read(form, call, desk.sessions().mostBytes());
      int[] s = raw.size();
      if (s[0] != size.width() || s[1] != size.height() || s[2] != size.depth()) {
        throw Refusal.wrong("scribble", "the size of the image", "another");
      }
      return raw.painted();
    }
  }

  private Answer mask(Session session, List<Gesture> gestures) throws IOException {
    Prediction p = Prediction.of(session, gestures, desk.settings().patience());
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(p.after());
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("status", "success");
    answer.addProperty("result", Base64.getEncoder().encodeToString(packed.toByteArray()));
    return Answer.json(answer);
  }
}
