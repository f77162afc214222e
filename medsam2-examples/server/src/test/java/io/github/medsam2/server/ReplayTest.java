// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.image.Volume;
import io.github.medsam2.server.session.Budget;
import java.io.ByteArrayInputStream;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other viewers' clients were recorded to send has answers of the form they can read. */
class ReplayTest {
  private static final String KEY = "0123456789012345678901234567890123456789";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nninteractive-client-2.5",
        "nninteractive-client-2.5-plain-chunk",
        "slicer-nninteractive"
      })
  void nnInteractive(String name) throws Exception {
    Recording recording = Recording.of(name);
    Budget two = Budget.defaults().sessions(2);
    try (MedSam2Server server = Scene.setup().budget(two).open()) {
      Raw raw = new Raw(server.port());
      Map<String, String> leases = new LinkedHashMap<>();
      for (Recording.Entry e : recording.entries()) {
        if (e.status() == 410) {
          raw.send("POST", "/release", new byte[0], headers(e, leases));
        }
        Raw.Reply reply = raw.send(e.method(), e.target(), e.body(), headers(e, leases));
        assertThat(reply.status()).as(e.target() + reply.text()).isEqualTo(e.status());
        if (e.target().equals("/claim") && e.status() == 200) {
          leases.put(
              e.json().getAsJsonObject().get("lease_token").getAsString(),
              reply.json().get("lease_token").getAsString());
        }
        same(e, reply);
      }
    }
  }

  private static String[] headers(Recording.Entry e, Map<String, String> leases) {
    String[] headers = e.headers().clone();
    for (int i = 1; i < headers.length; i += 2) {
      headers[i] = leases.getOrDefault(headers[i], headers[i]);
    }
    return headers;
  }

  private static void same(Recording.Entry e, Raw.Reply reply) {
    String type = e.answerHeaders().get("Content-Type").getAsString();
    assertThat(reply.header("Content-Type")).as(e.target()).isEqualTo(type);
    if (type.equals("application/json")) {
      assertThat(reply.json().keySet()).containsAll(e.json().getAsJsonObject().keySet());
      assertThat(reply.header("Retry-After").isEmpty()).isEqualTo(e.status() != 503);
      return;
    }
    JsonObject meta = JsonParser.parseString(reply.header("X-Meta")).getAsJsonObject();
    JsonObject was =
        JsonParser.parseString(e.answerHeaders().get("X-Meta").getAsString()).getAsJsonObject();
    if (!e.target().equals("/undo")) { // the stub takes one step back only
      assertThat(meta.get("ran_prediction")).as(e.target()).isEqualTo(was.get("ran_prediction"));
    }
    if (meta.get("bbox").isJsonNull()) {
      assertThat(reply.body()).isEmpty();
    } else {
      assertThat(meta.getAsJsonArray("shape")).hasSize(3);
      assertThat(meta.get("dtype").getAsString()).isEqualTo("uint8");
      assertThat(new String(reply.body(), 0, 4, java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo("NNIA");
    }
  }

  @Test
  void nnInteractiveWithAKey() throws Exception {
    Recording recording = Recording.of("nninteractive-client-2.5-key");
    try (MedSam2Server server = Scene.setup().token(KEY).open()) {
      Raw raw = new Raw(server.port());
      for (Recording.Entry e : recording.entries()) {
        boolean right = e.status() == 200 && !e.target().equals("/healthz");
        String[] headers = e.headers().clone();
        for (int i = 0; i < headers.length; i += 2) {
          if (headers[i].equals("Authorization") && right) {
            headers[i + 1] = "Bearer " + KEY;
          } else if (headers[i].equals("X-Lease-Token")) {
            return; // the lease is of another server
          }
        }
        assertThat(raw.send(e.method(), e.target(), e.body(), headers).status())
            .as(e.target())
            .isEqualTo(e.status());
      }
    }
  }

  @Test
  void itkSnap() throws Exception {
    Recording recording = Recording.of("itksnap-dls");
    try (MedSam2Server server = Scene.setup().open()) {
      Raw raw = new Raw(server.port());
      String session = "";
      for (Recording.Entry e : recording.entries()) {
        String target = e.target().replace("0f0e0d0c-0000-4000-8000-000000000001", session);
        Raw.Reply reply = raw.send(e.method(), target, e.body(), e.headers());
        if (target.contains("unknown")) {
          assertThat(reply.status()).isEqualTo(404);
          continue;
        } else if (target.contains("lasso") && target.endsWith("false")) {
          continue; // beside the object: the answer may be any mask
        }
        assertThat(reply.status()).as(target + reply.text()).isEqualTo(200);
        assertThat(reply.json().keySet()).as(target).isEqualTo(e.json().getAsJsonObject().keySet());
        if (reply.json().has("session_id")) {
          session = reply.json().get("session_id").getAsString();
        } else if (reply.json().has("result")) {
          assertThat(mask(reply.json())).hasSameSizeAs(mask(e.json().getAsJsonObject()));
        }
      }
    }
  }

  private static byte[] mask(JsonObject answer) throws Exception {
    byte[] packed = Base64.getDecoder().decode(answer.get("result").getAsString());
    return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
  }

  @Test
  void medSamSlicer() throws Exception {
    Recording recording = Recording.of("medsamslicer-medsam2");
    try (MedSam2Server server = Scene.setup().open()) {
      Raw raw = new Raw(server.port());
      for (Recording.Entry e : recording.entries()) {
        Raw.Reply reply = raw.send(e.method(), e.target(), e.body(), e.headers());
        assertThat(reply.status()).as(e.target() + reply.text()).isEqualTo(200);
        if (e.target().equals("/download_file")) {
          java.nio.file.Path file = java.nio.file.Files.createTempFile("segs", ".npz");
          java.nio.file.Files.write(file, reply.body());
          Volume segs =
              io.github.medsam2.io.NpzCase.readSegmentation(
                  file, io.github.medsam2.file.ReadLimits.defaults());
          java.nio.file.Files.delete(file);
          assertThat(segs.depth()).isEqualTo(10);
          assertThat(segs.width()).isEqualTo(32);
        }
      }
    }
  }
}
