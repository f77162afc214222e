// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.nninteractive;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Volume;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Grey;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.session.Session;
import java.io.IOException;

/** The image of a lease, and where its mask goes. */
final class ImageCalls {
  private final Desk desk;

  ImageCalls(Desk desk) {
    this.desk = desk;
  }

  /** What napari calls propagate: whether the object is followed to all slices. */
  Answer autozoom(Session session, Call call) throws IOException {
    boolean on = call.json().flag("do_autozoom", true);
    synchronized (session) {
      session.drawing().follow(on);
    }
    return empty();
  }

  private static Answer empty() {
    return Answer.json(new JsonObject());
  }

  Answer image(Session session, Call call) throws IOException {
    long most = desk.sessions().mostBytes();
    PackedArray array = PackedArray.read(call.bytes(most), most);
    Volume volume = array.volume(geometry(meta(call)));
    session.show(Picture.of(volume, Grey.of(desk.settings().window(), volume)));
    JsonArray shape = new JsonArray();
    shape.add(1);
    for (int size : array.volumeShape()) {
      shape.add(size);
    }
    JsonObject answer = new JsonObject();
    answer.add("original_image_shape", shape);
    return Answer.json(answer);
  }

  static Json meta(Call call) {
    return Json.parse("header X-Meta", call.header("X-Meta").orElse(""), call.limits());
  }

  private static Geometry geometry(Json meta) {
    double[] s =
        meta.object("image_properties").map(p -> p.numbers("spacing", 3)).orElse(new double[0]);
    boolean given = s.length == 3 && s[0] > 0 && s[1] > 0 && s[2] > 0;
    return given ? Geometry.ofSpacing(s[2], s[1], s[0]) : Geometry.ofSpacing(1, 1, 1);
  }

  Answer target(Session session, Call call) throws IOException {
    Json asked = call.json();
    double[] shape = asked.numbers("shape", 8);
    String type = asked.text("dtype").orElse("uint8");
    if (shape.length != 3 || !DataType.named(type).isWhole()) {
      throw Refusal.wrong("target buffer", "three axes of whole numbers or truth values", "others");
    }
    if (shape[0] * shape[1] * shape[2] > desk.sessions().mostBytes()) {
      throw Refusal.tooLarge(
          "target buffer", desk.sessions().mostBytes() + " bytes", "send a smaller image");
    }
    Slicing size = session.picture().size();
    if (shape[0] != size.depth() || shape[1] != size.height() || shape[2] != size.width()) {
      throw Refusal.wrong("target buffer", "the size of the image", "another");
    }
    return reset(session, call);
  }

  Answer reset(Session session, Call call) {
    synchronized (session) {
      session.drawing().clear(session.hasPicture() ? session.picture().voxels() : 0);
    }
    return empty();
  }
}
