// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An archive of what was stored in it, in this process: as much of DICOMweb as commands ask. */
final class SmallArchive implements AutoCloseable {
  private static final int PREAMBLE = 128;

  private final HttpServer server;
  private final Map<String, byte[]> objects = new LinkedHashMap<>();

  SmallArchive() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/dicom-web/", this::answer);
    server.start();
  }

  String root() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/dicom-web";
  }

  private synchronized void answer(HttpExchange e) throws IOException {
    try (e) {
      String path = e.getRequestURI().getPath();
      if (e.getRequestMethod().equals("POST")) {
        store(e);
      } else if (path.matches(".*/series/[0-9.]+(/instances/[0-9.]+)?")) {
        retrieve(e, path);
      } else {
        find(e);
      }
    }
  }

  private static String uid(byte[] object, Tag tag) {
    try (DicomFile file = DicomFile.read(object)) {
      return file.dataSet().text(tag).orElse("");
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void store(HttpExchange e) throws IOException {
    String type = e.getRequestHeaders().getFirst("Content-Type");
    byte[] mark = ascii("\r\n--" + type.substring(type.indexOf("boundary=") + 9));
    byte[] body = e.getRequestBody().readAllBytes();
    List<String> stored = new ArrayList<>();
    for (int at = find(body, ascii("DICM"), 0); at >= 0; at = find(body, ascii("DICM"), at)) {
      int end = find(body, mark, at);
      byte[] object = Arrays.copyOfRange(body, at - PREAMBLE, end);
      String uid = uid(object, Tag.SOP_INSTANCE_UID);
      objects.put(uid, object);
      stored.add("{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}");
      at = end;
    }
    json(e, "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[" + String.join(",", stored) + "]}}");
  }

  private static int find(byte[] in, byte[] what, int from) {
    for (int i = from; i <= in.length - what.length; i++) {
      if (Arrays.equals(in, i, i + what.length, what, 0, what.length)) {
        return i;
      }
    }
    return -1;
  }

  private void find(HttpExchange e) throws IOException {
    Map<String, String> studies = new LinkedHashMap<>();
    for (byte[] object : objects.values()) {
      String uid = uid(object, Tag.STUDY_INSTANCE_UID);
      studies.put(uid, "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"" + uid + "\"]}}");
    }
    json(e, "[" + String.join(",", studies.values()) + "]");
  }

  private void retrieve(HttpExchange e, String path) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> object : objects.entrySet()) {
      String series = uid(object.getValue(), Tag.SERIES_INSTANCE_UID);
      if (path.endsWith("/instances/" + object.getKey()) || path.endsWith("/series/" + series)) {
        out.writeBytes(ascii("--x9\r\nContent-Type: application/dicom\r\n\r\n"));
        out.writeBytes(object.getValue());
        out.writeBytes(ascii("\r\n"));
      }
    }
    out.writeBytes(ascii("--x9--\r\n"));
    send(e, "multipart/related; type=\"application/dicom\"; boundary=x9", out.toByteArray());
  }

  private static void json(HttpExchange e, String text) throws IOException {
    send(e, "application/dicom+json", text.getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange e, String type, byte[] body) throws IOException {
    e.getResponseHeaders().set("Content-Type", type);
    e.sendResponseHeaders(200, body.length);
    e.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
