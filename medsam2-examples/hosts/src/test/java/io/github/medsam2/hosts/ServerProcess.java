// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hosts;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server that runs until it is closed. */
final class ServerProcess implements AutoCloseable {
  private static final Pattern STARTED = Pattern.compile("Tomcat started on port (\\d+)");

  private final Process process;
  private final StringBuilder log = new StringBuilder();
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private ServerProcess(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "server-log");
    reader.setDaemon(true);
    reader.start();
  }

  static ServerProcess start(ProcessBuilder command) throws IOException {
    return new ServerProcess(command.start());
  }

  /** The port that it listens at, once it does. */
  int port() throws Exception {
    return port.get(120, TimeUnit.SECONDS);
  }

  private void read() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        log.append(line).append('\n');
        Matcher started = STARTED.matcher(line);
        if (started.find()) {
          port.complete(Integer.parseInt(started.group(1)));
        }
      }
    } catch (IOException e) {
      log.append(e);
    }
    port.completeExceptionally(new IllegalStateException("the server ended:\n" + log));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
