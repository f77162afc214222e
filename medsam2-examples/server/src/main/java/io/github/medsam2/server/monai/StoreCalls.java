// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.monai;

import com.google.gson.JsonObject;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Answer;
import io.github.medsam2.server.http.Call;
import io.github.medsam2.server.http.Json;
import io.github.medsam2.server.http.MultipartForm;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.http.Route;
import io.github.medsam2.server.image.LabelFile;
import io.github.medsam2.server.rounds.ServerRound;
import io.github.medsam2.server.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The store of images and labels, and which image comes next. */
final class StoreCalls {
  /** The strategy of the round. */
  static final String ROUND = "round";

  /** The strategy of the store. */
  static final String FIRST = "first";

  private static final String FINAL = "final";
  private static final int MOST_LABELS = 1000;

  private final Desk desk;
  private final ImageStore store;
  private final Optional<ServerRound> round;

  StoreCalls(Desk desk) {
    this.desk = desk;
    this.store = desk.store();
    this.round = desk.tasks().round();
  }

  Map<MonaiLabel.Key, Route.Handler> routes() {
    Map<MonaiLabel.Key, Route.Handler> routes = new LinkedHashMap<>();
    routes.put(new MonaiLabel.Key("GET", "/datastore"), this::list);
    routes.put(new MonaiLabel.Key("PUT", "/datastore"), this::put);
    routes.put(new MonaiLabel.Key("PUT", "/datastore/image"), this::put);
    routes.put(new MonaiLabel.Key("GET", "/datastore/image"), this::image);
    routes.put(new MonaiLabel.Key("PUT", "/datastore/label"), this::putLabel);
    routes.put(new MonaiLabel.Key("GET", "/datastore/label"), this::label);
    routes.put(new MonaiLabel.Key("POST", "/activelearning/{strategy}"), this::next);
    return routes;
  }

  static JsonObject summary(ImageStore store) {
    Map<String, Integer> tags = new LinkedHashMap<>();
    int completed = 0;
    int total = 0;
    for (ImageStore.Entry entry : store.all()) {
      total++;
      completed += entry.labels().containsKey(FINAL) ? 1 : 0;
      entry.labels().keySet().forEach(tag -> tags.merge(tag, 1, Integer::sum));
    }
    JsonObject summary = new JsonObject();
    summary.addProperty("total", total);
    summary.addProperty("completed", completed);
    JsonObject counts = new JsonObject();
    tags.forEach(counts::addProperty);
    summary.add("label_tags", counts);
    return summary;
  }

  private Answer list(Call call) {
    if (!call.query().first("output", "").equals("all")) {
      return Answer.json(summary(store));
    }
    JsonObject objects = new JsonObject();
    for (ImageStore.Entry entry : store.all()) {
      JsonObject object = new JsonObject();
      object.add("image", file(entry.suffix()));
      JsonObject labels = new JsonObject();
      entry.labels().forEach((tag, file) -> labels.add(tag, file(suffix(file))));
      object.add("labels", labels);
      objects.add(entry.id(), object);
    }
    JsonObject all = new JsonObject();
    all.addProperty("name", "images");
    all.addProperty("description", "");
    all.addProperty("images_dir", ".");
    all.addProperty("labels_dir", "labels");
    all.add("objects", objects);
    return Answer.json(all);
  }

  private static String suffix(Path file) {
    return MultipartForm.suffix(String.valueOf(file.getFileName()));
  }

  private static JsonObject file(String suffix) {
    JsonObject file = new JsonObject();
    file.addProperty("ext", suffix);
    file.add("info", new JsonObject());
    return file;
  }

  private Answer put(Call call) throws IOException {
    String id = id(call, "image");
    try (MultipartForm form = call.multipart(desk.folder())) {
      Path file = form.file("file").orElseThrow(() -> Refusal.wrong("form", "a file", "none"));
      store.put(id, file, suffix(file));
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("image", id);
    return Answer.json(answer);
  }

  private Answer image(Call call) throws IOException {
    ImageStore.Entry entry = store.find(id(call, "image")).orElseThrow(ImageStore::unknown);
    return download(entry.file(), "image" + entry.suffix());
  }

  /** The name is needed: a client takes the extension from it. */
  private static Answer download(Path file, String name) throws IOException {
    String type = name.endsWith(".gz") ? "application/gzip" : Answer.BYTES;
    return Answer.bytes(type, Files.readAllBytes(file))
        .with("Content-Disposition", "attachment; filename=\"" + name + "\"");
  }

  private Answer putLabel(Call call) throws IOException {
    String id = id(call, "image");
    String tag = call.query().first("tag", FINAL);
    try (MultipartForm form = call.multipart(desk.folder())) {
      Path file = form.file("label").orElseThrow(() -> Refusal.wrong("form", "a label", "none"));
      Optional<ServerRound> decides = round.filter(r -> tag.equals(FINAL));
      List<LabelFile.Numbered> objects =
          decides.isPresent() ? objects(form.json("params", call.limits())) : List.of();
      if (decides.isPresent()) {
        decides.orElseThrow().check(id, file, objects);
      }
      store.label(id, tag, file, suffix(file));
      if (decides.isPresent()) {
        decides.orElseThrow().saved(id, objects);
      }
    }
    JsonObject answer = new JsonObject();
    answer.addProperty("image", id);
    answer.addProperty("label", id);
    return Answer.json(answer);
  }

  private static List<LabelFile.Numbered> objects(Json params) {
    return params.objects("label_info", MOST_LABELS).stream()
        .filter(o -> o.text("name").isPresent() && o.number("idx").isPresent())
        .map(o -> new LabelFile.Numbered(o.text("name").orElseThrow(), index(o)))
        .toList();
  }

  private static int index(Json label) {
    return (int) Math.rint(label.number("idx").orElseThrow());
  }

  private Answer label(Call call) throws IOException {
    ImageStore.Entry entry = store.find(id(call, "label")).orElseThrow(ImageStore::unknown);
    Path file = entry.labels().get(call.query().first("tag", FINAL));
    if (file == null) {
      throw Refusal.unknown("label", "a tag that the image has", "label the image first");
    }
    return download(file, "label" + suffix(file));
  }

  private static String id(Call call, String key) {
    return call.query()
        .first(key)
        .filter(id -> !id.isBlank())
        .orElseThrow(() -> Refusal.wrong("query", "the id of an image", "none"));
  }

  /** The round's choice, or, where it has none, the first without a label. */
  private Optional<ImageStore.Entry> chosen(String strategy) throws IOException {
    if (!strategy.equals(FIRST) && round.isPresent()) {
      Optional<String> id = round.orElseThrow().next();
      if (id.isPresent()) {
        return id.flatMap(store::find);
      }
    }
    return store.next(FINAL);
  }

  private Answer next(Call call) throws IOException {
    call.json();
    ImageStore.Entry entry = chosen(call.path("strategy")).orElse(null);
    JsonObject answer = new JsonObject();
    if (entry != null) {
      answer.addProperty("id", entry.id());
      answer.addProperty("weight", 1);
      answer.addProperty("path", "");
      answer.addProperty("name", entry.id().replaceAll("[^A-Za-z0-9_-]", "_") + entry.suffix());
      answer.addProperty("checksum", "SHA256:" + Sha256.of(entry.file()));
    }
    return Answer.json(answer);
  }
}
