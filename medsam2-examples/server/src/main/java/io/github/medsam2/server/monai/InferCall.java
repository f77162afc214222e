// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import com.google.gson.JsonArray;
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
import io.github.medsam2.server.session.AnswerReceipt;
import io.github.medsam2.server.session.Asked;
import io.github.medsam2.server.session.Found;
import io.github.medsam2.server.session.Session;
import io.github.medsam2.server.store.ImageStore;
import io.github.medsam2.session.Suggestion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
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
        Asked asked = Question.of(params, picture.size(), call.limits());
        Found found = session.ask(asked, desk.settings().patience());
        JsonObject said = said(params, found, (System.nanoTime() - start) / 1e9);
        said.add("receipt", AnswerReceipt.of(picture, asked, found));
        stored(call, form)
            .ifPresent(e -> desk.tasks().round().ifPresent(r -> r.asked(e.id(), asked)));
        return answer(call, params, picture, found, said, sources(call, form, session));
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
    Optional<ImageStore.Entry> stored = stored(call, form);
    return stored.isPresent()
        ? images.ofContent(stored.orElseThrow().file(), chosen)
        : images.ofSeries(call.query().first("image", ""), chosen).orElseThrow(ImageStore::unknown);
  }

  /** The image of the store that is asked about, where it is one. */
  private Optional<ImageStore.Entry> stored(Call call, MultipartForm form) {
    boolean other =
        form.file("file").isPresent() || !call.query().first("session_id", "").isEmpty();
    return other ? Optional.empty() : desk.store().find(call.query().first("image", ""));
  }

  private List<Path> sources(Call call, MultipartForm form, Session session) throws IOException {
    Optional<Path> folder = session.files();
    if (folder.isPresent()) {
      return Images.list(folder.orElseThrow());
    }
    return stored(call, form)
        .map(ImageStore.Entry::file)
        .or(() -> form.file("file"))
        .map(List::of)
        .orElse(List.of());
  }

  private Answer answer(
      Call call, Json params, Picture picture, Found found, JsonObject said, List<Path> sources)
      throws IOException {
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
    boolean compress = params.flag("result_compress", true);
    byte[] bytes = MaskFile.bytes(mask, suffix, compress, label(params), sources, desk.folder());
    if (output.equals("image")) {
      return Answer.bytes(Answer.BYTES, bytes)
          .with("Content-Disposition", "attachment; filename=\"mask" + suffix + "\"");
    }
    return TwoParts.of(said, "mask" + suffix, bytes);
  }

  private JsonObject said(Json params, Found found, double seconds) {
    String label = label(params);
    JsonObject said = new JsonObject();
    said.add("label_names", single(label, 1));
    said.add("scores", single(label, found.iou()));
    said.add("latencies", single("total", seconds));
    said.addProperty("object_present", found.present());
    said.addProperty("frames", found.slices());
    said.addProperty("complete", found.complete());
    JsonArray suggest = new JsonArray();
    found.suggestions().forEach(s -> suggest.add(suggestion(s)));
    said.add("suggest", suggest);
    return said;
  }

  private String label(Json params) {
    return params.text("label").orElse(desk.settings().labels().get(0));
  }

  /** Where a click would help most. */
  private static JsonObject suggestion(Suggestion s) {
    JsonObject object = new JsonObject();
    object.addProperty("slice", s.frame());
    object.addProperty("need", s.need());
    object.addProperty("iou", s.iou());
    return object;
  }

  private static JsonObject single(String key, Number value) {
    JsonObject object = new JsonObject();
    object.addProperty(key, value);
    return object;
  }
}
