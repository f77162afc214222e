// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.image.Volume;
import io.github.medsam2.testing.SharedData;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What MONAI Label's clients were recorded to send has answers of the form they can read. */
class MonaiReplayTest {
  private static final String ORIGIN = "http://127.0.0.1:18000";

  /** What this server says it does not do: training, and models that its info does not name. */
  private static final Set<String> NOT_OURS = Set.of("scribble_refine", "auto_probe", "nope");

  @TempDir private Path images;

  @ParameterizedTest
  @ValueSource(strings = {"monailabel-client", "slicer-monailabel", "ohif-v3"})
  void answersHaveTheRecordedForm(String name) throws Exception {
    Recording recording = Recording.of(name);
    Path volume = SharedData.require("golden/frontends/volume.nii.gz");
    Files.copy(volume, images.resolve("case_001.nii.gz"));
    Files.copy(volume, images.resolve("1.2.826.0.1.3680043.8.498.1.nii.gz"));
    try (MedSam2Server server = Scene.setup().images(images).origin(ORIGIN).open()) {
      Raw raw = new Raw(server.port());
      String session = "none";
      for (Recording.Entry e : recording.entries()) {
        String target =
            e.target()
                .replace("5f9c2b1e-0000-4000-8000-000000000001", session)
                .replaceAll("medsam2_[23]d", "medsam2");
        Raw.Reply reply = raw.send(e.method(), target, e.body(), e.headers());
        if (target.equals("/session/")) {
          session = reply.json().get("session_id").getAsString();
        }
        check(e, target, reply, session);
      }
    }
  }

  private static void check(Recording.Entry e, String target, Raw.Reply reply, String session)
      throws Exception {
    String what = e.method() + " " + target;
    boolean refused = NOT_OURS.stream().anyMatch(target::contains);
    if (refused || target.startsWith("/train")) {
      assertThat(reply.status()).as(what).isIn(200, 404, 501);
      assertThat(reply.status() == 200 || reply.json().has("detail")).as(what).isTrue();
      return;
    }
    if (e.status() == 404 && target.startsWith("/session")) {
      assertThat(reply.status()).as(what).isEqualTo(200);
      assertThat(reply.text()).as("Slicer needs null").isEqualTo("null");
      return;
    }
    boolean unknown = target.startsWith("/session") && !target.contains(session);
    boolean over = e.status() == 200 && unknown && !target.equals("/session/");
    assertThat(reply.status()).as(what + " " + reply.text()).isEqualTo(e.status());
    if (over || !e.answerHeaders().has("Content-Type")) {
      return;
    }
    String type = e.answerHeaders().get("Content-Type").getAsString();
    assertThat(reply.header("Content-Type").split(";")[0]).as(what).isEqualTo(type.split(";")[0]);
    for (String header : Set.of("Access-Control-Allow-Origin", "Content-Disposition")) {
      assertThat(reply.headers().containsKey(header.toLowerCase(java.util.Locale.ROOT)))
          .as(what + ", " + header)
          .isEqualTo(e.answerHeaders().has(header));
    }
    if (type.startsWith("application/json") && e.json() instanceof JsonObject recorded) {
      if (!target.startsWith("/activelearning")) {
        assertThat(reply.json().keySet()).as(what).containsAll(recorded.keySet());
      }
    } else if (type.startsWith("multipart")) {
      mask(reply.body(), reply.header("Content-Type"), e.answer());
    }
  }

  /** The parts as MITK searches them, and a mask on the grid of the image. */
  private static void mask(byte[] body, String type, byte[] recorded) throws Exception {
    String text = new String(body, StandardCharsets.ISO_8859_1);
    String boundary = type.substring(type.indexOf("boundary=") + 9);
    assertThat(boundary).matches("[0-9A-Za-z]+");
    assertThat(text)
        .startsWith(
            "--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"params\"\r\n"
                + "Content-Type: application/json\r\n\r\n{\"label_names\":{");
    String before = "Content-Type: application/octet-stream\r\n\r\n";
    int start = text.indexOf(before) + before.length();
    int end = text.lastIndexOf("\r\n--" + boundary + "--");
    String suffix = text.contains("mask.nrrd") ? ".nrrd" : ".nii.gz";
    Volume mask =
        Scene.read(text.substring(start, end).getBytes(StandardCharsets.ISO_8859_1), suffix);
    assertThat(new int[] {mask.width(), mask.height(), mask.depth()}).containsExactly(32, 24, 10);
    String stub = new String(recorded, StandardCharsets.ISO_8859_1);
    if (stub.contains("NRRD0004")) {
      assertThat(mask.geometry().origin()).containsExactly(10, 8, 4);
      assertThat(mask.geometry().direction()[0]).isEqualTo(-1);
    }
  }

  /** The session is over: null makes the viewer send the image again, and the click succeeds. */
  @Test
  void slicerGoesOnAfterAnExpiry() throws Exception {
    Recording recording = Recording.of("slicer-monailabel-expired-null");
    try (MedSam2Server server = Scene.setup().open()) {
      Raw raw = new Raw(server.port());
      String session = "0123456789abcdef0123456789abcdef";
      for (Recording.Entry e : recording.entries()) {
        String target =
            e.target()
                .replaceAll("5f9c2b1e-0000-4000-8000-00000000000[0-9]", session)
                .replaceAll("medsam2_[23]d", "medsam2");
        Raw.Reply reply = raw.send(e.method(), target, e.body(), e.headers());
        assertThat(reply.status()).as(target + reply.text()).isEqualTo(200);
        if (target.equals("/session/")) {
          session = reply.json().get("session_id").getAsString();
        }
      }
      assertThat(session).as("an image was sent again").doesNotStartWith("0123");
    }
  }

  @Test
  void aStaleLengthDoesNotHang() throws Exception {
    try (MedSam2Server server = Scene.setup().open()) {
      Raw.Reply reply =
          new Raw(server.port())
              .send(
                  "GET",
                  "/info/",
                  new byte[0],
                  "content-type",
                  "application/json",
                  "content-length",
                  "25");
      assertThat(reply.status()).isEqualTo(200);
      JsonElement labels = reply.json().get("labels");
      assertThat(labels.getAsJsonArray().get(0).getAsString()).isEqualTo("lesion");
      assertThat(reply.json().has("config")).as("Slicer asks to upgrade").isFalse();
    }
  }
}
