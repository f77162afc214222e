// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import com.google.gson.JsonObject;
import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.MaskFile;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.session.Found;
import io.github.medsam2.server.session.Session;
import io.github.medsam2.server.store.ImageStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/** One inference: the image, the question, and the mask on the image's grid. */
final class InferCall {
  private static final String USUAL = ".nii.gz";

  private final Desk desk;
  private final Images images;

  InferCall(Desk desk) {
    this.desk = desk;
    this.images = new Images(desk);
  }

  Answer answer(Call call) throws IOException {
    if (!call.path("model").equals(Info.MODEL)) {
      throw Refusal.unknown("model", Info.MODEL, "choose it in the viewer");
    }
    long start = System.nanoTime();
    try (MultipartForm form = call.multipart(desk.folder())) {
      Json params = form.json("params", call.limits());
      Session session = session(call, form, params.text("window").orElse(""));
      session.enter(true);
      try {
        Picture picture = session.picture();
        Found found =
            session.ask(
                Question.of(params, picture.size(), call.limits()), desk.settings().patience());
        return answer(call, params, picture, found, (System.nanoTime() - start) / 1e9);
      } finally {
        session.leave(true);
      }
    }
  }

  private Session session(Call call, MultipartForm form, String window) throws IOException {
    Optional<String> session = call.query().first("session_id").filter(s -> !s.isEmpty());
    String chosen = window.isEmpty() ? desk.settings().window() : window;
    if (session.isPresent()) {
      return images.known(session.orElseThrow(), window);
    }
    Optional<Path> file = form.file("file");
    if (file.isPresent()) {
      return images.ofContent(file.orElseThrow(), chosen);
    }
    String image = call.query().first("image", "");
    return images.ofContent(
        desk.store().find(image).map(ImageStore.Entry::file).orElseThrow(ImageStore::unknown),
        chosen);
  }

  private Answer answer(Call call, Json params, Picture picture, Found found, double seconds)
      throws IOException {
    JsonObject said = said(params, found, seconds);
    String output = call.query().first("output", "all");
    if (output.equals("json")) {
      return Answer.json(said);
    }
    String suffix = params.text("result_extension").orElse(USUAL);
    Slicing size = picture.size();
    MaskVolume mask =
        MaskVolume.of(
            size.width(),
            size.height(),
            size.depth(),
            ByteBuffer.wrap(found.voxels()),
            picture.geometry());
    byte[] bytes =
        MaskFile.bytes(mask, suffix, params.flag("result_compress", true), desk.folder());
    if (output.equals("image")) {
      return Answer.bytes(Answer.BYTES, bytes)
          .with("Content-Disposition", "attachment; filename=\"mask" + suffix + "\"");
    }
    return TwoParts.of(said, "mask" + suffix, bytes);
  }

  private JsonObject said(Json params, Found found, double seconds) {
    String label = params.text("label").orElse(desk.settings().labels().get(0));
    JsonObject said = new JsonObject();
    said.add("label_names", single(label, 1));
    said.add("scores", single(label, found.iou()));
    said.add("latencies", single("total", seconds));
    said.addProperty("object_present", found.present());
    said.addProperty("frames", found.slices());
    said.addProperty("complete", found.complete());
    return said;
  }

  private static JsonObject single(String key, Number value) {
    JsonObject object = new JsonObject();
    object.addProperty(key, value);
    return object;
  }
}
