// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Sessions of all dialects share one model, and none sees another's. */
class SessionsTest {
  private static final String CLICK =
      "{\"coordinates\":[5,%d,18],\"include_interaction\":true,\"run_prediction\":true}";

  /** A whole round of one user. */
  interface Round {
    byte[] mask(Raw raw, int number) throws Exception;
  }

  private static final List<Round> ROUNDS =
      List.of(
          SessionsTest::monai,
          SessionsTest::nnInteractive,
          SessionsTest::itkSnap,
          SessionsTest::medSamSlicer);

  @Test
  void eightAtOnceFindWhatEachFindsAlone() throws Exception {
    List<byte[]> alone = new ArrayList<>();
    try (MedSam2Server server = Scene.setup().open()) {
      for (int i = 0; i < 8; i++) {
        alone.add(ROUNDS.get(i % 4).mask(new Raw(server.port()), i));
      }
    }
    List<Future<byte[]>> together = new ArrayList<>();
    ExecutorService users = Executors.newFixedThreadPool(8);
    try (MedSam2Server server = Scene.setup().open()) {
      for (int i = 0; i < 8; i++) {
        int number = i;
        Round round = ROUNDS.get(i % 4);
        together.add(
            users.submit(() -> round.mask(new Raw(server.port(), address(number)), number)));
      }
      for (int i = 0; i < 8; i++) {
        assertThat(together.get(i).get()).as("user " + i).isEqualTo(alone.get(i));
      }
    } finally {
      users.shutdownNow();
    }
    assertThat(alone.get(0)).as("images differ, so masks do").isNotEqualTo(alone.get(4));
  }

  private static byte[] monai(Raw raw, int number) throws Exception {
    Form image =
        new Form().text("client_id", "u").file("files", "a.nrrd", Scene.file(number, ".nrrd"));
    Raw.Reply session = raw.send("PUT", "/session/", image.bytes(), image.type());
    Form ask =
        new Form()
            .text(
                "params",
                "{\"roi\":[24,12,16,6,3,8],\"foreground\":[[18,11,5]],\"background\":[],"
                    + "\"result_extension\":\".nrrd\",\"result_compress\":false}");
    String id = session.json().get("session_id").getAsString();
    Raw.Reply mask =
        raw.send(
            "POST",
            "/infer/medsam2?image=x&output=image&session_id=" + id,
            ask.bytes(),
            ask.type());
    assertThat(mask.status()).as(mask.text()).isEqualTo(200);
    return Wire.bytes(Scene.read(mask.body(), ".nrrd"));
  }

  private static byte[] nnInteractive(Raw raw, int number) throws Exception {
    String lease = raw.post("/claim", "").json().get("lease_token").getAsString();
    String[] header = {"X-Lease-Token", lease};
    Volume v = Scene.volume(number);
    assertThat(raw.send("POST", "/set_image", Wire.packed(v), header).status()).isEqualTo(200);
    raw.post("/add_point_interaction", String.format(CLICK, 11), header);
    Raw.Reply mask = raw.post("/add_point_interaction", String.format(CLICK, 9), header);
    assertThat(mask.status()).as(mask.text()).isEqualTo(200);
    return (mask.header("X-Meta")
            + new String(mask.body(), java.nio.charset.StandardCharsets.ISO_8859_1))
        .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static byte[] itkSnap(Raw raw, int number) throws Exception {
    String id = raw.get("/v2/start_session/MedSAM2").json().get("session_id").getAsString();
    Form image =
        new Form()
            .file("file", "image.gz", Wire.floats(Scene.volume(number)))
            .text("metadata", "{\"dimensions\":[32,24,10],\"spacing\":[1,1,2]}");
    raw.send("POST", "/upload_raw/" + id, image.bytes(), image.type());
    Raw.Reply mask =
        raw.get(
            "/v2/process_point_interaction/" + id + "?point=18&point=11&point=5&foreground=true");
    assertThat(mask.status()).as(mask.text()).isEqualTo(200);
    return mask.json()
        .get("result")
        .getAsString()
        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
  }

  /** Where an address is a user's session, every user has one. Linux answers to all of 127. */
  private static String address(int number) {
    return "127.0.0." + (System.getProperty("os.name").equals("Linux") ? number + 1 : 1);
  }

  /** The client's address is its session. */
  private static byte[] medSamSlicer(Raw raw, int number) throws Exception {
    byte[] npz = Wire.npz(Scene.volume(number), new float[] {12, 16, 24, 6}, 8, 3, 5);
    Form image = new Form().file("file", "img_data.npz", npz);
    raw.send("POST", "/upload", image.bytes(), image.type());
    String[] form = {"Content-Type", "application/x-www-form-urlencoded"};
    byte[] run =
        "input=img_data.npz&gts=X&propagate=N".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Raw.Reply ran = raw.send("POST", "/run_script", run, form);
    assertThat(ran.status()).as(ran.text()).isEqualTo(200);
    byte[] what = "output=a/b/img_data.npz".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return raw.send("GET", "/download_file", what, form).body();
  }
}
