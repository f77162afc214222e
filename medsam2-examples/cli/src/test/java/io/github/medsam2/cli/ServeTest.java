// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.cli.command.Root;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ServeTest {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
  private static final int TRIES = 600;

  @Test
  void servesUntilItIsEnded() throws Exception {
    StringWriter out = new StringWriter();
    Thread command =
        new Thread(
            () ->
                Root.run(
                    new PrintWriter(out),
                    new PrintWriter(new StringWriter()),
                    "serve",
                    "--port",
                    "0",
                    "--threads",
                    "1",
                    "--without",
                    "itk_snap"));
    command.start();
    try {
      String address = address(out);
      assertThat(status(address + "/info/")).isEqualTo(200);
      assertThat(status(address + "/v2/models")).as("not served").isEqualTo(404);
    } finally {
      command.interrupt();
      command.join(60_000);
    }
    assertThat(command.isAlive()).isFalse();
  }

  private static String address(StringWriter out) throws InterruptedException {
    for (int i = 0; i < TRIES; i++) {
      Matcher found = ADDRESS.matcher(out.toString());
      if (found.find()) {
        return found.group();
      }
      Thread.sleep(100);
    }
    throw new AssertionError("it does not say where it serves: " + out);
  }

  private static int status(String address) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
    return HttpClient.newHttpClient()
        .send(request, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
