// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A client that sends exactly what it is told, each request on a connection of its own. */
final class Raw {
  private static final int PATIENCE = 60_000;
  private final int port;
  private final String from;

  Raw(int port) {
    this(port, "127.0.0.1");
  }

  /** A client at another address of this machine. */
  Raw(int port, String from) {
    this.port = port;
    this.from = from;
  }

  /** An answer. */
  record Reply(int status, Map<String, String> headers, byte[] body) {
    String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    JsonElement any() {
      return JsonParser.parseString(text());
    }

    JsonObject json() {
      return any().getAsJsonObject();
    }
  }

  Reply get(String target, String... headers) throws IOException {
    return send("GET", target, new byte[0], headers);
  }

  Reply post(String target, String json, String... headers) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    return send("POST", target, body, with(headers, "Content-Type", "application/json"));
  }

  static String[] with(String[] headers, String... more) {
    String[] all = java.util.Arrays.copyOf(headers, headers.length + more.length);
    System.arraycopy(more, 0, all, headers.length, more.length);
    return all;
  }

  /** Headers are names and values in turn; Host and Content-Length are added where they lack. */
  Reply send(String method, String target, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
    String all = String.join("\n", headers).toLowerCase(Locale.ROOT);
    if (!("\n" + all).contains("\nhost\n")) {
      head.append("Host: 127.0.0.1:").append(port).append("\r\n");
    }
    for (int i = 0; i < headers.length; i += 2) {
      if (!headers[i].equalsIgnoreCase("content-length") || !headers[i + 1].isEmpty()) {
        head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
      }
    }
    if (!all.contains("content-length") && (body.length > 0 || method.startsWith("P"))) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    try (Socket socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0)) {
      socket.setSoTimeout(PATIENCE);
      socket.getOutputStream().write(head.toString().getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(body);
      socket.getOutputStream().flush();
      return read(socket.getInputStream(), method.equals("HEAD"));
    }
  }

  static Reply read(InputStream in, boolean headOnly) throws IOException {
    String status = line(in);
    if (status.isEmpty()) {
      throw new IOException("closed without an answer");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    byte[] body = headOnly ? new byte[0] : in.readNBytes(length);
    return new Reply(Integer.parseInt(status.split(" ")[1]), headers, body);
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
