// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.server.watch.ServerObserver;
import io.github.medsam2.testing.ChildJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed in a propagation loses no click. */
class RestartTest {
  private static final String CLICK =
      "{\"coordinates\":[5,%d,18],\"include_interaction\":true,\"run_prediction\":true}";

  @TempDir private Path folder;

  /** A server in a process of its own, which dawdles so that it can be killed in between. */
  static final class Slow {
    public static void main(String[] arguments) throws Exception {
      ServerObserver dawdling =
          new ServerObserver() {
            @Override
            public void frame(Duration took) {
              System.out.println("frame");
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            }
          };
      MedSam2Server server =
          Scene.setup().sessions(Path.of(arguments[0])).observer(dawdling).open();
      System.out.println("port " + server.port());
      server.await();
    }
  }

  @Test
  void theSameSessionGoesOn() throws Exception {
    Path kept = folder.resolve("kept");
    String lease;
    Process process =
        new ChildJvm(folder.resolve("child"))
            .command(Slow.class.getName(), kept.toString())
            .start();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      Raw raw = new Raw(Integer.parseInt(until(out, "port ").substring(5)));
      lease = begin(raw);
      String[] header = {"X-Lease-Token", lease};
      Thread click =
          new Thread(
              () -> {
                try {
                  raw.post("/add_point_interaction", String.format(CLICK, 11), header);
                } catch (IOException e) {
                  // The server was killed.
                }
              });
      click.start();
      until(out, "frame");
      process.destroyForcibly().waitFor();
      click.join();
    } finally {
      process.destroyForcibly();
    }
    String unbroken = whole(true);
    assertThat(whole(false)).as("the first click is seen in what is shown").isNotEqualTo(unbroken);
    try (MedSam2Server server = Scene.setup().sessions(kept).open()) {
      Raw raw = new Raw(server.port());
      String[] header = {"X-Lease-Token", lease};
      raw.post("/add_point_interaction", String.format(CLICK, 9), header);
      assertThat(shown(raw, header)).isEqualTo(unbroken);
      raw.send("POST", "/release", new byte[0], header);
    }
    assertThat(kept).isEmptyDirectory();
  }

  /** Both clicks, or only the second, on a server that nobody kills. */
  private static String whole(boolean first) throws IOException {
    try (MedSam2Server server = Scene.setup().open()) {
      Raw raw = new Raw(server.port());
      String[] header = {"X-Lease-Token", begin(raw)};
      if (first) {
        raw.post("/add_point_interaction", String.format(CLICK, 11), header);
      }
      raw.post("/add_point_interaction", String.format(CLICK, 9), header);
      return shown(raw, header);
    }
  }

  private static String begin(Raw raw) throws IOException {
    String lease = raw.post("/claim", "").json().get("lease_token").getAsString();
    String[] header = {"X-Lease-Token", lease};
    assertThat(raw.send("POST", "/set_image", Wire.packed(Scene.volume(3)), header).status())
        .isEqualTo(200);
    return lease;
  }

  /** What taking the last click back changes, and what another box and its undo change. */
  private static String shown(Raw raw, String[] header) throws IOException {
    Raw.Reply undone = raw.post("/undo", "{}", header);
    raw.post("/add_point_interaction", String.format(CLICK, 9), header);
    raw.post("/add_bbox_interaction", "{\"bbox_coords\":[[1,2],[0,2],[0,2]]}", header);
    Raw.Reply last = raw.post("/undo", "{}", header);
    assertThat(last.status()).as(last.text()).isEqualTo(200);
    return undone.header("X-Meta") + text(undone) + last.header("X-Meta") + text(last);
  }

  private static String text(Raw.Reply reply) {
    return new String(reply.body(), StandardCharsets.ISO_8859_1);
  }

  private static String until(BufferedReader out, String start) throws IOException {
    StringBuilder all = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(start)) {
        return line;
      }
      all.append(line).append('\n');
    }
    throw new AssertionError("it ended: " + all);
  }
}
