// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.image.Volume;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.dicom.PhantomDicom;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A viewer names a series, as OHIF does, and the server fetches it from the one archive. */
class ArchiveTest {
  private static final String SERIES = "2.25.2";
  private static final String CLICK =
      "{\"foreground\":[[60,60,1]],\"extent\":\"volume\",\"result_extension\":";

  @TempDir static Path drawn;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer archive;
  private static byte[] cine = {};

  @BeforeAll
  static void draw() throws IOException {
    Phantom phantom =
        new Phantom(PhantomConfig.of(1, TreeSide.RIGHT, 35, -5).withMatrix(128).withFrames(3, 3));
    DataSet header =
        DataSet.builder()
            .text(Tag.STUDY_INSTANCE_UID, "2.25.1")
            .text(Tag.SERIES_INSTANCE_UID, SERIES)
            .build();
    Path file = drawn.resolve("cine.dcm");
    PhantomDicom.writer(phantom).with(header).write(file);
    cine = Files.readAllBytes(file);
  }

  @BeforeEach
  void open() throws IOException {
    archive = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    archive.createContext("/", this::answer);
    archive.start();
  }

  @AfterEach
  void close() {
    archive.stop(0);
  }

  private void answer(HttpExchange e) throws IOException {
    String target = e.getRequestURI().toString();
    asked.add(target);
    byte[] body;
    String type = "application/dicom+json";
    if (target.contains("/series?")) {
      boolean known = target.contains("0020000E=" + SERIES + "&");
      body =
          (known ? "[{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"2.25.1\"]}}]" : "[]")
              .getBytes(StandardCharsets.US_ASCII);
    } else {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes("--b\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(cine);
      out.writeBytes("\r\n--b--".getBytes(StandardCharsets.US_ASCII));
      body = out.toByteArray();
      type = "multipart/related; type=\"application/dicom\"; boundary=b";
    }
    e.getResponseHeaders().set("Content-Type", type);
    e.sendResponseHeaders(200, body.length);
    e.getResponseBody().write(body);
    e.close();
  }

  private DicomWeb pacs() {
    return DicomWeb.at(URI.create("http://127.0.0.1:" + archive.getAddress().getPort() + "/w"))
        .build();
  }

  private static Raw.Reply infer(Raw raw, String image, String suffix) throws IOException {
    Form form = new Form().text("params", CLICK + "\"" + suffix + "\"}");
    return raw.send(
        "POST", "/infer/medsam2?output=image&image=" + image, form.bytes(), form.type());
  }

  @Test
  void aSeriesIsFetchedOnceAndAnsweredInEveryForm() throws Exception {
    try (DicomWeb pacs = pacs();
        MedSam2Server server = Scene.setup().dicomWeb(pacs).open()) {
      Raw raw = new Raw(server.port());
      Raw.Reply nrrd = infer(raw, SERIES, ".nrrd");
      assertThat(nrrd.status()).as(nrrd.text()).isEqualTo(200);
      int calls = asked.size();
      Volume volume = Scene.read(nrrd.body(), ".nrrd");
      assertThat(volume.depth()).isEqualTo(3);

      Raw.Reply seg = infer(raw, SERIES, ".dcm");
      assertThat(seg.status()).as(seg.text()).isEqualTo(200);
      assertThat(asked).as("fetched once").hasSize(calls);
      try (DicomFile file = DicomFile.read(seg.body());
          DicomFile source = DicomFile.read(cine)) {
        SegReader reader = file.segmentation();
        assertThat(requireNonNull(reader.segments().get(1)).label()).isEqualTo("lesion");
        assertThat(reader.sources())
            .containsExactly(source.dataSet().text(Tag.SOP_INSTANCE_UID).orElseThrow());
        for (int k = 0; k < 3; k++) {
          int area = 0;
          for (int i = 0; i < 128 * 128; i++) {
            area += volume.value(i % 128, i / 128, k) != 0 ? 1 : 0;
          }
          assertThat(reader.mask(1, k).area()).isEqualTo(area);
        }
      }
      assertThat(infer(raw, SERIES, ".seg.nrrd").text()).contains("Segment0_Name:=lesion");
    }
  }

  @Test
  void whatTheArchiveHasNotIsUnknownAndOtherNamesAreNotAsked() throws Exception {
    try (DicomWeb pacs = pacs();
        MedSam2Server server = Scene.setup().dicomWeb(pacs).open()) {
      Raw raw = new Raw(server.port());
      assertThat(infer(raw, "9.9.9", ".nrrd").status()).isEqualTo(404);
      assertThat(asked).hasSize(1);
      for (String other :
          List.of("http%3A%2F%2Felsewhere%2Fx", "..%2F..%2Fx", "2.25.2%3Fx%3D1", "a")) {
        assertThat(infer(raw, other, ".nrrd").status()).isEqualTo(404);
      }
      assertThat(asked).hasSize(1);
      archive.stop(0);
      Raw.Reply gone = infer(raw, SERIES, ".nrrd");
      assertThat(gone.status()).isEqualTo(502);
      assertThat(gone.json().get("detail").getAsString()).contains("DICOMweb");
    }
  }

  @Test
  void readsOfTheOneArchiveAreHandedOn() throws Exception {
    try (DicomWeb pacs = pacs();
        MedSam2Server server = Scene.setup().dicomWeb(pacs).open()) {
      String address = server.address() + "/proxy/dicom/";
      HttpClient client = HttpClient.newHttpClient();
      HttpResponse<String> found =
          client.send(
              HttpRequest.newBuilder(URI.create(address + "qido/series?0020000E=2.25.2&limit=1"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(found.statusCode()).isEqualTo(200);
      assertThat(found.body()).contains("2.25.1");
      HttpResponse<byte[]> object =
          client.send(
              HttpRequest.newBuilder(
                      URI.create(address + "wado/studies/2.25.1/series/2.25.2/instances/2.25.3"))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(object.headers().firstValue("Content-Type")).get().asString().contains("boundary");
      assertThat(object.body()).hasSizeGreaterThan(cine.length);
      int calls = asked.size();
      Raw raw = new Raw(server.port());
      for (String other :
          List.of("wado/..", "wado/%2e%2e/x", "wado/a%2F..%2Fb", "wado/x%3Fy", "stow/studies")) {
        assertThat(raw.get("/proxy/dicom/" + other).status()).as(other).isIn(400, 404);
      }
      assertThat(raw.post("/proxy/dicom/wado/studies", "x").status()).isEqualTo(405);
      assertThat(asked).hasSize(calls);
    }
  }

  @Test
  void aPictureHasNoSegmentationInDicom() throws Exception {
    try (MedSam2Server server = Scene.setup().open()) {
      Form form =
          new Form()
              .text("params", "{\"foreground\":[[9,9,1]],\"result_extension\":\".dcm\"}")
              .file("file", "a.nrrd", Scene.file(1, ".nrrd"));
      Raw.Reply reply =
          new Raw(server.port()).send("POST", "/infer/medsam2", form.bytes(), form.type());
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().get("detail").getAsString()).contains("DICOM");
    }
  }
}
