// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.server.http.Limits;
import io.github.medsam2.server.session.Budget;
import io.github.medsam2.testing.SharedData;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Input that means no good, and clients that leave: the server goes on. */
class HostileTest {

  @Test
  void hostileFilesAreRefused() throws Exception {
    Path folder = SharedData.require("golden/frontends/hostile");
    try (MedSam2Server server = Scene.setup().open();
        Stream<Path> files = Files.list(folder)) {
      Raw raw = new Raw(server.port());
      String lease = raw.post("/claim", "").json().get("lease_token").getAsString();
      for (Path file : files.toList()) {
        byte[] bytes = Files.readAllBytes(file);
        Raw.Reply reply =
            file.toString().endsWith(".nnia")
                ? raw.send("POST", "/set_image", bytes, "X-Lease-Token", lease)
                : npz(raw, bytes);
        assertThat(reply.status()).as(file.getFileName() + reply.text()).isBetween(400, 499);
        assertThat(reply.json().get("detail").getAsString()).contains("expected");
      }
      assertThat(raw.get("/info/").status()).isEqualTo(200);
    }
  }

  private static Raw.Reply npz(Raw raw, byte[] bytes) throws Exception {
    Form form = new Form().file("file", "img_data.npz", bytes);
    raw.send("POST", "/upload", form.bytes(), form.type());
    byte[] run = "input=img_data.npz&gts=X&propagate=N".getBytes(StandardCharsets.US_ASCII);
    return raw.send("POST", "/run_script", run);
  }

  @Test
  void brokenRequestsAreRefusedBySentences() throws Exception {
    // What is refused unread is small enough for the JDK's server to drain: beyond 64 KiB it
    // resets.
    try (MedSam2Server server = Scene.setup().limits(Limits.defaults().body(1 << 15)).open()) {
      Raw raw = new Raw(server.port());
      Form garbage = new Form().file("files", "x.nii.gz", new byte[] {1, 2, 3});
      Form json = new Form().file("files", "x.json", "{}".getBytes(StandardCharsets.UTF_8));
      Form deep =
          new Form()
              .text("params", "[".repeat(5000))
              .file("file", "a.nrrd", Scene.file(1, ".nrrd"));
      Form none = new Form().text("params", "{}").file("file", "a.nrrd", Scene.file(1, ".nrrd"));
      Form many = new Form();
      for (int i = 0; i < 40; i++) {
        many.text("p" + i, "x");
      }
      assertThat(refused(raw, "PUT", "/session/", garbage)).isEqualTo(400);
      assertThat(refused(raw, "PUT", "/session/", json)).isEqualTo(415);
      assertThat(refused(raw, "POST", "/infer/medsam2", deep)).isEqualTo(400);
      assertThat(refused(raw, "POST", "/infer/medsam2", none)).as("no click").isEqualTo(400);
      assertThat(refused(raw, "PUT", "/session/", many)).isEqualTo(413);
      assertThat(refused(raw, "PUT", "/session/", new Form().text("a", "b"))).isEqualTo(400);
      byte[] cut = java.util.Arrays.copyOf(garbage.bytes(), 60);
      assertThat(raw.send("PUT", "/session/", cut, garbage.type()).status()).isEqualTo(400);
      assertThat(raw.send("PUT", "/session/", new byte[40 << 10], garbage.type()).status())
          .isEqualTo(413);
      assertThat(raw.send("PUT", "/session/", cut, "Content-Type", "text/plain").status())
          .isEqualTo(415);
      assertThat(raw.send("PATCH", "/session/", cut).status()).isEqualTo(405);
      assertThat(server.sessionCount()).as("the image without a click, kept by content").isOne();
    }
  }

  @Test
  void whatCanNeverFitIsRefused() throws Exception {
    Budget small = Budget.defaults().bytes(8000, 8000);
    try (MedSam2Server server = Scene.setup().budget(small).open()) {
      Raw raw = new Raw(server.port());
      String lease = raw.post("/claim", "").json().get("lease_token").getAsString();
      byte[] image = Wire.packed(Scene.volume(1));
      Raw.Reply reply = raw.send("POST", "/set_image", image, "X-Lease-Token", lease);
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.json().get("detail").getAsString()).contains("8000 bytes");
    }
  }

  private static int refused(Raw raw, String method, String target, Form form) throws Exception {
    Raw.Reply reply = raw.send(method, target, form.bytes(), form.type());
    assertThat(reply.json().has("detail")).isTrue();
    assertThat(reply.json().get("error_id").getAsString()).matches("[0-9a-f]{8}");
    return reply.status();
  }

  /**
   * A client that stops in the middle, and many that say nothing, hold neither threads nor files.
   */
  @Test
  void silentAndVanishedClientsAreLetGo() throws Exception {
    Limits limits = Limits.defaults().silence(Duration.ofMillis(400)).connections(4);
    List<Socket> idle = new ArrayList<>();
    try (MedSam2Server server = Scene.setup().limits(limits).open()) {
      Raw raw = new Raw(server.port());
      for (int i = 0; i < 200; i++) {
        idle.add(new Socket("127.0.0.1", server.port()));
      }
      List<Socket> stuck = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        Socket socket = new Socket("127.0.0.1", server.port());
        stuck.add(socket);
        begin(socket, server.port(), i % 2 == 0);
      }
      Socket gone = new Socket("127.0.0.1", server.port());
      begin(gone, server.port(), true);
      gone.close();
      assertThat(raw.get("/info/").status()).as("all threads were taken").isEqualTo(200);
      for (Socket socket : stuck) {
        socket.setSoTimeout(20_000);
        try (InputStream in = socket.getInputStream()) {
          in.readAllBytes(); // ends, since the server closes
        } catch (java.net.SocketException e) {
          assertThat(e).as("closed at once").hasMessageContaining("reset");
        }
      }
      assertThat(server.sessionCount()).isZero();
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  /** The start of an upload, or even of its headers only. */
  private static void begin(Socket socket, int port, boolean body) throws Exception {
    OutputStream out = socket.getOutputStream();
    String head = "PUT /session/ HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n";
    if (body) {
      head +=
          "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n--b\r\n"
              + "Content-Disposition: form-data; name=\"files\"; filename=\"a.nii\"\r\n\r\nabc";
    }
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }
}
