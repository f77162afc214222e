// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.medsam2.error.InvalidInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may ask, and what no address reaches. */
class GateTest {
  private static final String TOKEN = "00112233445566778899aabbccddeeff";

  @TempDir private Path images;

  @Test
  void strangersPagesAreRefused() throws Exception {
    try (MedSam2Server server = Scene.setup().origin("http://pages.example:3000").open()) {
      Raw raw = new Raw(server.port());
      String own = "127.0.0.1:" + server.port();
      assertThat(raw.get("/info/").status()).isEqualTo(200);
      for (String host :
          List.of("evil.example", "evil.example:8000", "", "127.0.0.1.evil.example")) {
        assertThat(raw.get("/v2/start_session/MedSAM2", "Host", host).status()).isBetween(400, 403);
      }
      assertThat(raw.get("/info/", "Host", "localhost:" + server.port()).status()).isEqualTo(200);
      assertThat(raw.get("/info/", "Origin", "http://" + own).status()).isEqualTo(200);
      for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1", "")) {
        Raw.Reply reply = raw.get("/v2/start_session/MedSAM2", "Origin", origin);
        assertThat(reply.status()).as(origin).isEqualTo(403);
        assertThat(reply.json().get("detail").getAsString()).contains("origins");
        assertThat(reply.headers()).doesNotContainKey("access-control-allow-origin");
      }
      for (String site : List.of("cross-site", "same-site")) {
        assertThat(raw.get("/v2/start_session/MedSAM2", "Sec-Fetch-Site", site).status())
            .isEqualTo(403);
      }
      assertThat(raw.get("/info/", "Sec-Fetch-Site", "none").status()).isEqualTo(200);
      Raw.Reply page = raw.get("/info/", "Origin", "http://pages.example:3000");
      assertThat(page.status()).isEqualTo(200);
      assertThat(page.header("Access-Control-Allow-Origin")).isEqualTo("http://pages.example:3000");
      assertThat(server.sessionCount()).isZero();
    }
  }

  @Test
  void aTokenIsAskedFor() throws Exception {
    try (MedSam2Server server = Scene.setup().token(TOKEN).open()) {
      Raw raw = new Raw(server.port());
      assertThat(raw.get("/healthz").json().get("ok").getAsBoolean()).isTrue();
      assertThat(raw.get("/readyz").status()).isEqualTo(200);
      assertThat(raw.get("/auth/").json().get("enabled").getAsBoolean()).isTrue();
      for (String path : List.of("/info/", "/session/x", "/logs/", "/datastore/")) {
        assertThat(raw.get(path).status()).as(path).isEqualTo(401);
        assertThat(raw.get(path, "Authorization", "Bearer " + TOKEN + "0").status()).isEqualTo(401);
      }
      assertThat(raw.post("/claim", "").status()).isEqualTo(401);
      assertThat(raw.get("/v2/models").status()).as("cannot show a token").isEqualTo(404);
      byte[] login = ("username=u&password=" + TOKEN).getBytes(StandardCharsets.US_ASCII);
      Raw.Reply token = raw.send("POST", "/auth/token", login);
      String shown = "bearer " + token.json().get("access_token").getAsString();
      assertThat(raw.get("/info/", "Authorization", shown).status()).isEqualTo(200);
      assertThat(
              raw.get("/info/", "Cookie", "a=b; medsam2-" + server.port() + "=" + TOKEN).status())
          .isEqualTo(200);
      byte[] wrong = "username=u&password=x".getBytes(StandardCharsets.US_ASCII);
      assertThat(raw.send("POST", "/auth/token", wrong).status()).isEqualTo(401);
    }
  }

  @Test
  void othersReachItWithATokenOnly() {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Scene.setup().address("0.0.0.0").open())
        .withMessageContaining("token");
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Scene.setup().token("short"));
  }

  @Test
  void noNameIsAPath() throws Exception {
    Path secret = Files.writeString(images.resolve("secret.txt"), "secret");
    Path offered = Files.createDirectory(images.resolve("offered"));
    Files.write(offered.resolve("a.nrrd"), Scene.file(1, ".nrrd"));
    String eight = "x".repeat(7000);
    try (MedSam2Server server =
        Scene.setup().images(offered).sessions(images.resolve("kept")).open()) {
      Raw raw = new Raw(server.port());
      List<String> tricks =
          List.of(
              "..%2Fsecret.txt",
              "%2e%2e/secret.txt",
              "../secret.txt",
              "%00",
              "%2Fetc%2Fpasswd",
              eight,
              "a%00.nrrd",
              "%zz",
              "..%5C..%5Csecret");
      for (String trick : tricks) {
        for (String target :
            List.of(
                "/datastore/image?image=",
                "/datastore/label?tag=../..&label=",
                "/datastore/label?label=a&tag=",
                "/v2/end_session/",
                "/v2/start_session/",
                "/",
                "/infer/")) {
          Raw.Reply reply = raw.get(target + trick);
          assertThat(reply.status()).as(target + trick).isBetween(400, 499);
          assertThat(reply.text()).doesNotContain("root:").doesNotContain("secret.txt");
        }
        Raw.Reply session = raw.get("/session/" + trick);
        assertThat(session.status() == 200 ? session.text() : "null").isEqualTo("null");
      }
      Form label =
          new Form().text("params", "{}").file("label", "/tmp/../x.nrrd", Scene.file(1, ".nrrd"));
      for (String tag : List.of("../../up", "a/b", ".", "%00")) {
        assertThat(
                raw.send("PUT", "/datastore/label?image=a&tag=" + tag, label.bytes(), label.type())
                    .status())
            .as(tag)
            .isEqualTo(400);
      }
      Form image = new Form().file("file", "../../../y.nrrd", Scene.file(1, ".nrrd"));
      assertThat(
              raw.send("PUT", "/datastore/?image=..%2F..%2Fup", image.bytes(), image.type())
                  .status())
          .as("an id may hold anything, and is a key only")
          .isEqualTo(200);
    }
    assertThat(secret).hasContent("secret");
    try (Stream<Path> all = Files.walk(images)) {
      assertThat(all.filter(Files::isRegularFile).map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("secret.txt", "a.nrrd");
    }
  }
}
