// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Reads server-sent events as they come. */
final class EventReader implements AutoCloseable {
  private final Socket socket;
  private final BufferedReader in;
  private final List<String> types = new ArrayList<>();
  private long last;

  /** A header line more, or an empty text. */
  EventReader(int port, String path, String header) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setSoTimeout(60_000);
    String lines =
        "GET "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\n"
            + (header.isEmpty() ? "" : header + "\r\n")
            + "\r\n";
    socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    String status = in.readLine();
    if (!status.contains(" 200 ")) {
      throw new IOException(status);
    }
  }

  /** The data of the next event of a type; comments alone keep nobody waiting for ever. */
  JsonObject until(String type) throws IOException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    for (String line = in.readLine();
        line != null && System.nanoTime() < end;
        line = in.readLine()) {
      if (line.startsWith("id: ")) {
        last = Long.parseLong(line.substring(4));
      } else if (line.startsWith("event: ")) {
        types.add(line.substring(7));
      } else if (line.startsWith("data: ") && types.get(types.size() - 1).equals(type)) {
        return JsonParser.parseString(line.substring(6)).getAsJsonObject();
      }
    }
    throw new IOException("ended after " + types);
  }

  /** How many of a type came so far. */
  long count(String type) {
    return types.stream().filter(type::equals).count();
  }

  long last() {
    return last;
  }

  /** Whether the server ends the stream. */
  boolean ends() {
    try {
      while (in.readLine() != null) {
        // to its end
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
