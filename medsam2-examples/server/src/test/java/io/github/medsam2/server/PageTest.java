// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.server.http.Limits;
import io.github.medsam2.server.session.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's own calls, on a reduced network. */
class PageTest {
  private static final String BOX = "{\"object\":\"%s\",\"frame\":%d,\"box\":[11,5,25,17]}";

  private static final String TOKEN = "00112233445566778899aabbccddeeff";

  private MedSam2Server server;
  private Raw raw;

  @BeforeEach
  void begin() {
    server = Scene.setup().card("what it is").open();
    raw = new Raw(server.port());
  }

  @AfterEach
  void end() {
    server.close();
  }

  private JsonObject open() throws IOException {
    Raw.Reply reply = raw.send("POST", "/api/v1/sessions?name=a.nrrd", Scene.file(1, ".nrrd"));
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static String path(JsonObject opened, String rest) {
    return "/api/v1/sessions/" + opened.get("id").getAsString() + rest;
  }

  private JsonObject ok(Raw.Reply reply) {
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private JsonObject box(JsonObject opened, String object, int frame) throws IOException {
    String json = String.format(Locale.ROOT, BOX, object, frame);
    return ok(raw.post(path(opened, "/prompts"), json));
  }

  private static JsonArray masks(JsonObject scene) {
    return scene.getAsJsonArray("masks");
  }

  private static String runs(JsonObject scene) {
    return masks(scene).get(0).getAsJsonObject().get("runs").toString();
  }

  @Test
  void anImageIsOpenedAndShownFrameByFrame() throws IOException {
    JsonObject opened = open();
    assertThat(opened.get("kind").getAsString()).isEqualTo("volume");
    assertThat(opened.get("frames").getAsInt()).isEqualTo(Scene.DEPTH);
    assertThat(opened.get("width").getAsInt()).isEqualTo(Scene.WIDTH);
    Raw.Reply frame = raw.get(path(opened, "/frames/3"));
    assertThat(frame.body()).hasSize(Scene.WIDTH * Scene.HEIGHT);
    byte[] slice = new byte[Scene.WIDTH * Scene.HEIGHT];
    Scene.volume(1).slice(3).pixels().get(slice);
    assertThat(frame.body()).isEqualTo(slice);
    assertThat(frame.header("Cache-Control")).contains("no-store");
    Raw.Reply known = raw.get(path(opened, "/frames/3"), "If-None-Match", frame.header("ETag"));
    assertThat(known.status()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    assertThat(raw.get(path(opened, "/frames/10")).status()).isEqualTo(404);
    assertThat(raw.get(path(opened, "/frames/-1")).status()).isEqualTo(400);
  }

  @Test
  void stepsAreTakenBackAndAgain() throws IOException {
    JsonObject opened = open();
    JsonObject first = box(opened, "1", 5);
    assertThat(masks(first)).hasSize(1);
    JsonObject second =
        ok(
            raw.post(
                path(opened, "/prompts"),
                "{\"object\":\"1\",\"frame\":5,\"points\":[[13,8,0],[18,11,1]]}"));
    JsonObject undone = ok(raw.post(path(opened, "/undo"), ""));
    assertThat(runs(undone)).isEqualTo(runs(first));
    JsonObject redone = ok(raw.post(path(opened, "/redo"), ""));
    assertThat(runs(redone)).isEqualTo(runs(second));
    ok(raw.post(path(opened, "/undo"), ""));
    ok(raw.post(path(opened, "/undo"), ""));
    JsonObject empty = ok(raw.get(path(opened, ""))).getAsJsonObject("scene");
    assertThat(masks(empty)).isEmpty();
    assertThat(empty.get("canUndo").getAsBoolean()).isFalse();
    assertThat(runs(box(opened, "1", 5))).as("as if nothing had been").isEqualTo(runs(first));
  }

  @Test
  void objectsAreNamedClearedAndRemoved() throws IOException {
    JsonObject opened = open();
    box(opened, "1", 5);
    box(opened, "2", 4);
    String name = "{\"name\":\"=mid, \\\"RCA\\\"\",\"cass\":\"2\"}";
    JsonObject named = ok(raw.send("PUT", path(opened, "/objects/1"), name.getBytes("UTF-8")));
    JsonObject object = named.getAsJsonArray("objects").get(0).getAsJsonObject();
    assertThat(object.get("cass").getAsString()).isEqualTo("2");
    String csv = raw.get(path(opened, "/export/csv")).text();
    assertThat(csv).as("no formula for a spreadsheet").contains("\"'=mid, \"\"RCA\"\"\",2,6,");
    JsonObject cleared = ok(raw.send("DELETE", path(opened, "/objects/1/frames/5"), new byte[0]));
    assertThat(runs(cleared)).isEqualTo("null");
    JsonObject removed = ok(raw.send("DELETE", path(opened, "/objects/2"), new byte[0]));
    assertThat(removed.getAsJsonArray("objects")).hasSize(1);
    assertThat(masks(ok(raw.post(path(opened, "/undo"), "")))).hasSize(1);
    assertThat(raw.send("DELETE", path(opened, "/objects/9"), new byte[0]).status()).isEqualTo(404);
    assertThat(raw.send("PUT", path(opened, "/objects/a.b"), new byte[0]).status()).isEqualTo(400);
  }

  @Test
  void objectsAreFollowedAndEveryFrameIsTold() throws Exception {
    JsonObject opened = open();
    box(opened, "1", 5);
    try (EventReader events = new EventReader(server.port(), path(opened, "/events"), "")) {
      Raw.Reply begun = raw.post(path(opened, "/propagate"), "{\"direction\":\"both\"}");
      assertThat(begun.status()).as(begun.text()).isEqualTo(202);
      JsonObject done = events.until("done");
      assertThat(done.get("job")).isEqualTo(begun.json().get("job"));
      assertThat(done.get("cancelled").getAsBoolean()).isFalse();
      assertThat(events.count("mask")).isGreaterThanOrEqualTo(Scene.DEPTH);
    }
    JsonObject scene = ok(raw.get(path(opened, ""))).getAsJsonObject("scene");
    assertThat(masks(scene)).hasSize(Scene.DEPTH);
    assertThat(ok(raw.post(path(opened, "/undo"), "")).get("canRedo").getAsBoolean()).isTrue();
    assertThat(masks(ok(raw.get(path(opened, ""))).getAsJsonObject("scene"))).hasSize(1);
  }

  @Test
  void aWalkIsCancelledAndAClickEndsIt() throws Exception {
    JsonObject opened = open();
    box(opened, "1", 5);
    try (EventReader events = new EventReader(server.port(), path(opened, "/events"), "")) {
      String job = raw.post(path(opened, "/propagate"), "{}").json().get("job").getAsString();
      assertThat(raw.send("DELETE", path(opened, "/jobs/other"), new byte[0]).text())
          .contains("false");
      raw.send("DELETE", path(opened, "/jobs/" + job), new byte[0]);
      events.until("done");
      raw.post(path(opened, "/propagate"), "{}");
      box(opened, "1", 6);
      events.until("done");
    }
    assertThat(raw.post(path(opened, "/propagate"), "{\"direction\":\"up\"}").status())
        .isEqualTo(400);
    assertThat(raw.post(path(opened, "/propagate"), "{\"first\":3,\"last\":99}").status())
        .isEqualTo(400);
  }

  @Test
  void aReaderGoesOnWhereItWas() throws Exception {
    JsonObject opened = open();
    box(opened, "1", 5);
    raw.post(path(opened, "/propagate"), "{}");
    long last;
    try (EventReader events = new EventReader(server.port(), path(opened, "/events"), "")) {
      events.until("done");
      last = events.last();
    }
    box(opened, "2", 5);
    try (EventReader events =
        new EventReader(server.port(), path(opened, "/events"), "Last-Event-ID: " + last)) {
      assertThat(events.until("changed").get("revision").getAsLong()).isPositive();
      assertThat(events.count("mask")).isZero();
    }
  }

  @Test
  void streamsEndWithTheirSession() throws Exception {
    JsonObject opened = open();
    try (EventReader events = new EventReader(server.port(), path(opened, "/events"), "")) {
      raw.send("DELETE", path(opened, ""), new byte[0]);
      events.until("gone");
    }
    assertThat(raw.get(path(opened, "")).status()).isEqualTo(410);
    assertThat(server.sessionCount()).isZero();
  }

  @Test
  void anOpenStreamDoesNotKeepTheServerFromEnding() throws Exception {
    JsonObject opened = open();
    try (EventReader events = new EventReader(server.port(), path(opened, "/events"), "")) {
      box(opened, "1", 5);
      events.until("changed");
      server.close();
      assertThat(events.ends()).isTrue();
    }
  }

  @Test
  void filesAreMadeOfWhatIsShown() throws Exception {
    JsonObject opened = open();
    for (String kind : List.of("nii", "qca", "sr", "seg")) {
      Raw.Reply none = raw.get(path(opened, "/export/" + kind));
      assertThat(none.status()).as(kind).isEqualTo(409);
      assertThat(none.json().get("detail").getAsString()).contains("expected");
    }
    box(opened, "1", 5);
    Raw.Reply nii = raw.get(path(opened, "/export/nii"));
    byte[] labels = Wire.bytes(Scene.read(nii.body(), ".nii.gz"));
    int inside = 0;
    for (byte label : labels) {
      assertThat(label).isIn((byte) 0, (byte) 1);
      inside += label;
    }
    JsonArray scores =
        ok(raw.get(path(opened, "")))
            .getAsJsonObject("scene")
            .getAsJsonArray("objects")
            .get(0)
            .getAsJsonObject()
            .getAsJsonArray("scores");
    assertThat(inside).isEqualTo(scores.get(0).getAsJsonArray().get(4).getAsInt());
    assertThat(raw.get(path(opened, "/export/png?frame=5")).text()).contains("PNG");
    assertThat(raw.get(path(opened, "/export/gif")).text()).startsWith("GIF89a");
    Raw.Reply journal = raw.get(path(opened, "/export/journal"));
    assertThat(journal.text()).contains("\"object\":\"1\",\"frame\":5");
    assertThat(journal.header("Content-Disposition")).contains("journal.jsonl");
    assertThat(raw.get(path(opened, "/export/seg")).text()).contains("DICOM");
    assertThat(raw.get(path(opened, "/export/zip")).status()).isEqualTo(404);
    assertThat(ok(raw.get(path(opened, "/receipt"))).getAsJsonObject("model").has("weights"))
        .isTrue();
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    JsonObject opened = open();
    for (String json :
        List.of(
            "",
            "[]",
            "{\"frame\":99,\"points\":[[1,1,1]]}",
            "{\"frame\":-1,\"points\":[[1,1,1]]}",
            "{\"frame\":1.5,\"points\":[[1,1,1]]}",
            "{\"frame\":1,\"points\":[[1,1]]}",
            "{\"frame\":1,\"box\":[1,2,3]}",
            "{\"frame\":1,\"points\":[[1e99,1,1]]}",
            "{\"frame\":1,\"object\":\"\",\"points\":[[1,1,1]]}")) {
      Raw.Reply reply = raw.post(path(opened, "/prompts"), json);
      assertThat(reply.status()).as(json + reply.text()).isEqualTo(400);
    }
    assertThat(masks(ok(raw.get(path(opened, ""))).getAsJsonObject("scene"))).isEmpty();
    for (String rest : List.of("/export/png?frame=999", "/frames/999", "/export/none")) {
      assertThat(raw.get(path(opened, rest)).status()).as(rest).isEqualTo(404);
    }
    box(opened, "1", 1);
    for (String scale : List.of("mm=", "mm=0", "mm=x", "french=6&width=", "french=6")) {
      assertThat(raw.get(path(opened, "/qca/1?frame=1&" + scale)).status())
          .as("not the file's scale: " + scale)
          .isEqualTo(400);
    }
    ok(raw.post(path(opened, "/undo"), ""));
    assertThat(raw.send("POST", "/api/v1/sessions?name=a.exe", new byte[] {1, 2}).status())
        .isEqualTo(415);
    assertThat(raw.send("POST", "/api/v1/sessions?name=a.nii", new byte[0]).status())
        .isEqualTo(400);
    assertThat(raw.send("POST", "/api/v1/sessions?image=none", new byte[0]).status())
        .isEqualTo(404);
    assertThat(raw.send("POST", "/api/v1/sessions?archived=1.2.3", new byte[0]).status())
        .isEqualTo(409);
    assertThat(server.sessionCount()).as("what was refused holds nothing").isEqualTo(1);
  }

  @Test
  void aboutSaysWhatIsServed() throws IOException {
    JsonObject about = ok(raw.get("/api/v1/about"));
    assertThat(about.get("card").getAsString()).isEqualTo("what it is");
    assertThat(about.getAsJsonArray("segments").size()).isGreaterThanOrEqualTo(29);
    assertThat(about.get("notice").getAsString()).contains("Research use only");
  }

  @Test
  void clicksOutliveTheServer(@TempDir Path kept) throws IOException {
    server.close();
    server = Scene.setup().sessions(kept).open();
    raw = new Raw(server.port());
    JsonObject opened = open();
    JsonObject before = box(opened, "1", 5);
    server.close();
    server = Scene.setup().sessions(kept).open();
    raw = new Raw(server.port());
    JsonObject after = ok(raw.get(path(opened, ""))).getAsJsonObject("scene");
    assertThat(runs(after)).isEqualTo(runs(before));
    assertThat(after.getAsJsonArray("objects").get(0).getAsJsonObject().getAsJsonArray("prompts"))
        .hasSize(1);
    assertThat(raw.get(path(opened, "/export/journal")).text()).contains("\"frame\":5");
  }

  @Test
  void aTokenBecomesACookie() throws IOException {
    server.close();
    server = Scene.setup().token(TOKEN).open();
    raw = new Raw(server.port());
    assertThat(server.page()).endsWith("/#token=" + TOKEN);
    assertThat(raw.get("/").status()).as("the page holds nothing of anybody").isEqualTo(200);
    assertThat(raw.get("/api/v1/about").status()).isEqualTo(401);
    assertThat(raw.post("/api/v1/login", "{\"token\":\"" + TOKEN + "0\"}").status()).isEqualTo(401);
    Raw.Reply login = raw.post("/api/v1/login", "{\"token\":\"" + TOKEN + "\"}");
    String cookie = login.header("Set-Cookie");
    assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
    String shown = cookie.substring(0, cookie.indexOf(';'));
    assertThat(raw.get("/api/v1/about", "Cookie", shown).status()).isEqualTo(200);
    assertThat(raw.post("/api/v1/login", "{}", "Origin", "http://evil.example").status())
        .isEqualTo(403);
  }

  @Test
  void withoutARoundItSaysWhatToDo() throws IOException {
    JsonObject opened = open();
    box(opened, "1", 5);
    Raw.Reply reply = raw.post(path(opened, "/accept"), "{\"object\":\"1\",\"frame\":5}");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.text()).contains("--round");
  }

  @Test
  void aSeriesComesSliceBySlice() throws IOException {
    Raw.Reply begun = raw.send("POST", "/api/v1/sessions?series", new byte[0]);
    JsonObject session = ok(begun);
    byte[] slice = Scene.file(1, ".nrrd");
    ok(raw.send("PUT", path(session, "/files?name=a.nrrd"), slice));
    assertThat(ok(raw.post(path(session, "/open"), "")).get("frames").getAsInt())
        .isEqualTo(Scene.DEPTH);
    assertThat(raw.send("PUT", path(session, "/files?name=b.nrrd"), slice).status()).isEqualTo(409);
  }

  @Test
  void slicesThatComeAtOnceAreAllKept() throws Exception {
    JsonObject session = ok(raw.send("POST", "/api/v1/sessions?series", new byte[0]));
    byte[] slice = Scene.file(1, ".nrrd");
    List<CompletableFuture<Integer>> sent = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      sent.add(
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return raw.send("PUT", path(session, "/files?name=a.nrrd"), slice).status();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              task -> new Thread(task).start()));
    }
    for (CompletableFuture<Integer> one : sent) {
      assertThat(one.get()).isEqualTo(200);
    }
    assertThat(raw.post(path(session, "/open"), "").text())
        .as("of one file an image, of several none of this kind")
        .contains("8 files");
  }

  @Test
  void aNameThatIsGivenWhileTheModelAnswersStays() throws Exception {
    JsonObject opened = open();
    int names = 0;
    for (int i = 0; i < 8; i++) {
      String key = "1" + i;
      CompletableFuture<JsonObject> answer = new CompletableFuture<>();
      Thread asking =
          new Thread(
              () -> {
                try {
                  answer.complete(box(opened, key, 1));
                } catch (IOException | AssertionError e) {
                  answer.completeExceptionally(e);
                }
              });
      asking.start();
      String name = "";
      while (!answer.isDone()) {
        name = "name " + names++;
        ok(raw.send("PUT", path(opened, "/objects/1"), bytes("{\"name\":\"" + name + "\"}")));
      }
      answer.get();
      JsonArray objects =
          ok(raw.get(path(opened, ""))).getAsJsonObject("scene").getAsJsonArray("objects");
      assertThat(objects.toString()).contains("\"" + name + "\"", "\"key\":\"" + key + "\"");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aTokenOfAnySignsReachesThePage() {
    server.close();
    String token = "aGVsbG8+d29ybGQ/aGVsbG8=";
    server = Scene.setup().token(token).open();
    String fragment = URI.create(server.page()).getRawFragment();
    assertThat(URLDecoder.decode(fragment, StandardCharsets.UTF_8)).isEqualTo("token=" + token);
    assertThatThrownBy(() -> Scene.setup().token("a token; that no cookie holds"))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theFilesOfThePageAreHeldTight() throws IOException {
    Raw.Reply page = raw.get("/");
    assertThat(page.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'", "script-src 'self'");
    assertThat(page.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(raw.get("/", "If-None-Match", page.header("ETag")).status()).isEqualTo(304);
    for (String trick :
        List.of("/page/", "/page/../main.js", "/page/%2e%2e%2fWebFiles.class", "/page/x.js")) {
      assertThat(raw.get(trick).status()).as(trick).isEqualTo(404);
    }
  }

  @Test
  void whatIsNoImageLeavesNothing() throws IOException {
    server.close();
    server = Scene.setup().budget(Budget.defaults().bytes(20_000, 20_000)).open();
    raw = new Raw(server.port());
    byte[] dicom = new byte[400];
    System.arraycopy("DICM".getBytes("US-ASCII"), 0, dicom, 128, 4);
    for (String name : List.of("a.nii.gz", "a.nrrd", "a.png", "a.dcm", "../../a.mha", "%00.npy")) {
      for (byte[] bytes : List.of(new byte[] {1, 2, 3}, dicom)) {
        Raw.Reply reply = raw.send("POST", "/api/v1/sessions?name=" + name, bytes);
        assertThat(reply.status()).as(name + reply.text()).isBetween(400, 499);
        assertThat(reply.json().get("detail").getAsString()).contains("expected");
      }
    }
    Raw.Reply large = raw.send("POST", "/api/v1/sessions?name=a.nrrd", Scene.file(1, ".nrrd"));
    assertThat(large.status()).as("three bytes a voxel").isEqualTo(413);
    assertThat(server.sessionCount()).isZero();
  }

  @Test
  void streamsLeaveThreadsForOthers() throws Exception {
    server.close();
    server = Scene.setup().limits(Limits.defaults().connections(4)).open();
    raw = new Raw(server.port());
    JsonObject opened = open();
    String path = path(opened, "/events");
    try (EventReader one = new EventReader(server.port(), path, "");
        EventReader two = new EventReader(server.port(), path, "")) {
      box(opened, "1", 5);
      one.until("changed");
      two.until("changed");
      try (EventReader three = new EventReader(server.port(), path, "")) {
        three.until("full");
      }
      assertThat(raw.get("/healthz").status()).isEqualTo(200);
    }
  }
}
