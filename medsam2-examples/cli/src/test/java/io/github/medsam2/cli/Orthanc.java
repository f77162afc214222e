// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An Orthanc of its own: own folder, own ports on loopback; ended by its own process. */
final class Orthanc implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/Orthanc");
  private static final Path PLUGIN = Path.of("/usr/share/orthanc/plugins/libOrthancDicomWeb.so");
  private static final int TRIES = 300;

  private final Process process;
  private final int port;

  /** Starts it; skips the test where Debian's packages orthanc and orthanc-dicomweb are absent. */
  Orthanc(Path folder) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM) && Files.exists(PLUGIN), "Orthanc is not installed");
    port = freePort();
    Path data = Files.createDirectories(folder.resolve("data"));
    String config =
        """
        {"StorageDirectory":"%s","IndexDirectory":"%s","HttpPort":%d,"DicomPort":%d,
        "RemoteAccessAllowed":false,"AuthenticationEnabled":false,"Plugins":["%s"],
        "DicomWeb":{"Enable":true,"Root":"/dicom-web/"},"DicomAlwaysAllowStore":true}
        """
            .formatted(data, data, port, freePort(), PLUGIN);
    Path file = Files.writeString(folder.resolve("orthanc.json"), config);
    process =
        new ProcessBuilder(PROGRAM.toString(), file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("orthanc.log").toFile())
            .start();
    boolean ready = false;
    try {
      awaitReady();
      ready = true;
    } finally {
      if (!ready) {
        close();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitReady() throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    URI system = URI.create("http://127.0.0.1:" + port + "/system");
    for (int i = 0; i < TRIES && process.isAlive(); i++) {
      try {
        HttpRequest request = HttpRequest.newBuilder(system).build();
        if (client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      }
      Thread.sleep(100);
    }
    throw new AssertionError("Orthanc does not start; see its log");
  }

  String root() {
    return "http://127.0.0.1:" + port + "/dicom-web";
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
