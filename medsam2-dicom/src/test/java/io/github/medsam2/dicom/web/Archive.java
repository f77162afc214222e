// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An archive in this process that answers as a test says. */
final class Archive implements AutoCloseable {
  static final String STUDY = "1.2.3";
  static final String SERIES = "1.2.3.4";
  static final String INSTANCE = "2.25.7";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> tokens = new CopyOnWriteArrayList<>();

  /** Answers a request. */
  interface Handler {
    void answer(HttpExchange exchange) throws IOException, InterruptedException;
  }

  Archive(Handler handler) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          try (exchange) {
            handler.answer(exchange);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  URI root() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web");
  }

  DicomWeb client(DicomWebLimits limits) {
    return DicomWeb.at(root()).limits(limits).build();
  }

  static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  static void json(HttpExchange exchange, int status, String text) throws IOException {
    send(exchange, status, "application/dicom+json", text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] multipart(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(ascii("\r\n--b7\r\nContent-Type: application/dicom\r\n\r\n"));
      out.writeBytes(part);
    }
    out.writeBytes(ascii("\r\n--b7--\r\n"));
    return out.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  static void objects(HttpExchange exchange, byte[]... parts) throws IOException {
    send(
        exchange,
        200,
        "multipart/related; type=\"application/dicom\"; boundary=\"b7\"",
        multipart(parts));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
