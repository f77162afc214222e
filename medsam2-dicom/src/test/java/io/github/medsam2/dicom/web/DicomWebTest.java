// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import static io.github.medsam2.dicom.web.Archive.INSTANCE;
import static io.github.medsam2.dicom.web.Archive.SERIES;
import static io.github.medsam2.dicom.web.Archive.STUDY;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.Objects;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client against archives that do what they should, and such that do anything else. */
@Timeout(30)
class DicomWebTest {
  private static final DicomWebLimits LIMITS = DicomWebLimits.defaults();

  @TempDir private Path folder;

  private static byte[] object(String instance) {
    byte[] samples = new byte[64 * 64];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (byte) (i * 7 % 251);
    }
    DataSet data =
        Objects.gray(64, 64, 1, 8, 8)
            .text(Tag.STUDY_INSTANCE_UID, STUDY)
            .text(Tag.SERIES_INSTANCE_UID, SERIES)
            .text(Tag.SOP_INSTANCE_UID, instance)
            .text(Tag.PATIENT_NAME, "Secret^Name")
            .bytes(Tag.PIXEL_DATA, Vr.OB, samples)
            .build();
    return DicomWriter.explicit().toBytes(data);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static String match(int n) {
    return "{\"0020000D\":{\"vr\":\"UI\",\"Value\":[\"1.2."
        + n
        + "\"]},"
        + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Müller^A\"}]},"
        + "\"00201208\":{\"vr\":\"IS\",\"Value\":["
        + n
        + "]}}";
  }

  private static int parameter(HttpExchange exchange, String name) {
    String query = exchange.getRequestURI().getRawQuery();
    return Stream.of(query.split("&"))
        .filter(p -> p.startsWith(name + "="))
        .mapToInt(p -> Integer.parseInt(p.substring(name.length() + 1)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSearchGoesThroughAllPages() throws Exception {
    try (Archive archive =
            new Archive(
                e -> {
                  int offset = parameter(e, "offset");
                  String page =
                      IntStream.range(offset, Math.min(450, offset + parameter(e, "limit")))
                          .mapToObj(DicomWebTest::match)
                          .collect(Collectors.joining(",", "[", "]"));
                  Archive.json(e, 200, page);
                });
        DicomWeb pacs = archive.client(LIMITS)) {
      List<DataSet> all = pacs.studies(DicomQuery.all().where(Tag.PATIENT_NAME, "Mü* ?"));
      assertThat(all).hasSize(450);
      assertThat(all.get(449).text(Tag.STUDY_INSTANCE_UID)).contains("1.2.449");
      assertThat(all.get(0).text(Tag.PATIENT_NAME)).contains("Müller^A");
      assertThat(all.get(449).integer(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES)).hasValue(449);
      assertThat(archive.asked.get(0))
          .isEqualTo("/dicom-web/studies?00100010=M%C3%BC*%20%3F&limit=200&offset=0");
      assertThat(pacs.studies(DicomQuery.all().limit(3))).hasSize(3);
    }
  }

  @Test
  void anArchiveWithoutOffsetsIsAskedOnceMoreOnly() throws Exception {
    String page =
        IntStream.range(0, 200)
            .mapToObj(DicomWebTest::match)
            .collect(Collectors.joining(",", "[", "]"));
    try (Archive archive = new Archive(e -> Archive.json(e, 200, page));
        DicomWeb pacs = archive.client(LIMITS)) {
      assertThat(pacs.studies(DicomQuery.all())).hasSize(200);
      assertThat(archive.asked).hasSize(2);
    }
  }

  @Test
  void nothingFoundIsAnEmptyList() throws Exception {
    try (Archive archive = new Archive(e -> e.sendResponseHeaders(204, -1));
        DicomWeb pacs = archive.client(LIMITS)) {
      assertThat(pacs.series(STUDY, DicomQuery.all())).isEmpty();
    }
  }

  @Test
  void anObjectComesBitForBit() throws Exception {
    byte[] object = object(INSTANCE);
    try (Archive archive = new Archive(e -> Archive.objects(e, object));
        DicomWeb pacs = archive.client(LIMITS)) {
      pacs.fetch(STUDY, SERIES, INSTANCE, folder.resolve("one.dcm"));
      assertThat(folder.resolve("one.dcm")).hasBinaryContent(object);
      try (DicomFile file = pacs.fetch(STUDY, SERIES, INSTANCE)) {
        assertThat(file.frames().count()).isEqualTo(1);
      }
      assertThat(left()).hasSize(1);
    }
  }

  @Test
  void aSeriesComesWholeOrNotAtAll() throws Exception {
    byte[][] objects = {object("2.25.1"), object("2.25.2"), object("2.25.3")};
    byte[] whole = Archive.multipart(objects);
    String type = "Multipart/Related;boundary=b7;type=\"application/dicom\"";
    for (int cut : new int[] {whole.length / 2, whole.length - 10, whole.length}) {
      byte[] sent = java.util.Arrays.copyOf(whole, cut);
      try (Archive archive = new Archive(e -> Archive.send(e, 200, type, sent));
          DicomWeb pacs = archive.client(LIMITS)) {
        if (cut < whole.length) {
          assertThatThrownBy(() -> pacs.fetchSeries(STUDY, SERIES, folder, p -> true))
              .isInstanceOf(DicomWebException.class);
          assertThat(left()).isEmpty();
        } else {
          assertThat(pacs.fetchSeries(STUDY, SERIES, folder, p -> p.objects() < 2)).isEmpty();
          assertThat(left()).as("ended by its caller").isEmpty();
          assertThat(pacs.fetchSeries(STUDY, SERIES, folder, p -> true)).hasSize(3);
          assertThat(folder.resolve("2.25.2.dcm")).hasBinaryContent(objects[1]);
          assertThat(left()).hasSize(3);
        }
      }
    }
  }

  @Test
  void anotherObjectThanAskedForIsNotKept() throws Exception {
    byte[] other = object("2.25.99");
    try (Archive archive = new Archive(e -> Archive.objects(e, other));
        DicomWeb pacs = archive.client(LIMITS)) {
      assertThatThrownBy(() -> pacs.fetch(STUDY, SERIES, INSTANCE, folder.resolve("a.dcm")))
          .hasMessageContaining("another object");
      assertThatThrownBy(() -> pacs.fetch(STUDY, SERIES, INSTANCE))
          .hasMessageContaining("another object");
      assertThatThrownBy(() -> pacs.fetchSeries(STUDY, "9.9", folder, p -> true))
          .hasMessageContaining("another object");
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void limitsHoldAndNothingIsLeft() throws Exception {
    byte[] object = object(INSTANCE);
    try (Archive archive = new Archive(e -> Archive.objects(e, object, object, object))) {
      for (DicomWebLimits tight :
          List.of(LIMITS.withObjectBytes(1000), LIMITS.withCallBytes(2000), LIMITS.withParts(1))) {
        try (DicomWeb pacs = archive.client(tight)) {
          assertThatThrownBy(() -> pacs.fetchSeries(STUDY, SERIES, folder, p -> true))
              .isInstanceOf(DicomWebException.class)
              .hasMessageContaining("DicomWebLimits.with");
          assertThat(left()).isEmpty();
        }
      }
    }
    byte[] bare = object;
    try (Archive archive = new Archive(e -> Archive.send(e, 200, "application/dicom", bare));
        DicomWeb pacs = archive.client(LIMITS.withObjectBytes(1000))) {
      assertThatThrownBy(() -> pacs.fetch(STUDY, SERIES, INSTANCE, folder.resolve("a.dcm")))
          .hasMessageContaining("withObjectBytes");
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void aFileInTheWayKeepsTheWholeSeriesAway() throws Exception {
    byte[][] objects = {object("2.25.1"), object("2.25.2")};
    Files.createDirectories(folder.resolve("2.25.2.dcm"));
    try (Archive archive = new Archive(e -> Archive.objects(e, objects));
        DicomWeb pacs = archive.client(LIMITS)) {
      assertThatThrownBy(() -> pacs.fetchSeries(STUDY, SERIES, folder, p -> true))
          .isInstanceOf(MedSam2Exception.class);
      assertThat(left()).isEmpty();
    }
  }

  @Test
  void whatTakesTheSquareOfALengthIsNotDone() throws Exception {
    String name = "=".repeat(4 << 20) + "x==";
    String text = "[{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"" + name + "\"}]}}]";
    try (Archive archive = new Archive(e -> Archive.json(e, 200, text));
        DicomWeb pacs = archive.client(LIMITS)) {
      assertThat(pacs.studies(DicomQuery.all().limit(1))).hasSize(1);
    }
  }

  @Test
  void dataSetsWithoutEndAreRefused() throws Exception {
    String text = "[" + "{},".repeat(50) + "{}]";
    try (Archive archive = new Archive(e -> Archive.json(e, 200, text));
        DicomWeb pacs = archive.client(LIMITS.withParts(50).withMatches(10))) {
      assertThatThrownBy(() -> pacs.metadata(STUDY, SERIES)).hasMessageContaining("withParts");
    }
    try (Archive archive = new Archive(e -> Archive.json(e, 200, text));
        DicomWeb pacs = archive.client(LIMITS.withParts(51))) {
      assertThat(pacs.metadata(STUDY, SERIES)).hasSize(51);
    }
  }

  @Test
  void allPagesOfASearchHaveTheTimeOfOneCall() throws Exception {
    try (Archive archive =
            new Archive(
                e -> {
                  Thread.sleep(100);
                  int offset = parameter(e, "offset");
                  String page =
                      IntStream.range(offset, offset + parameter(e, "limit"))
                          .mapToObj(DicomWebTest::match)
                          .collect(Collectors.joining(",", "[", "]"));
                  Archive.json(e, 200, page);
                });
        DicomWeb pacs = archive.client(LIMITS.withCall(Duration.ofSeconds(1)))) {
      assertThatThrownBy(() -> pacs.studies(DicomQuery.all()))
          .isInstanceOf(DicomWebException.class)
          .hasMessageContaining("withCall");
    }
  }

  @Test
  void whatIsHandedOnIsAskedForAsItIsOrNotAtAll() throws Exception {
    try (Archive archive = new Archive(e -> Archive.json(e, 200, "[]"));
        DicomWeb pacs = archive.client(LIMITS)) {
      for (String query : List.of("a=b c", "a=%zz", "a={}", "a=\"")) {
        assertThatThrownBy(() -> pacs.relay(List.of("studies"), query, "*/*"))
            .as(query)
            .isInstanceOf(InvalidInputException.class);
      }
      assertThat(archive.asked).isEmpty();
      DicomWeb.Relayed open = pacs.relay(List.of("studies"), "a=%20", "*/*");
      open.close();
      assertThatThrownBy(() -> open.body().read()).isInstanceOf(DicomWebException.class);
    }
  }

  @Test
  void aDrippingArchiveIsLeftAtTheDeadline() throws Exception {
    try (Archive archive =
            new Archive(
                e -> {
                  e.getResponseHeaders()
                      .set(
                          "Content-Type",
                          "multipart/related; type=\"application/dicom\";boundary=b7");
                  e.sendResponseHeaders(200, 0);
                  while (true) {
                    e.getResponseBody().write('x');
                    e.getResponseBody().flush();
                    Thread.sleep(20);
                  }
                });
        DicomWeb pacs = archive.client(LIMITS.withCall(Duration.ofMillis(400)))) {
      assertThatThrownBy(() -> pacs.fetch(STUDY, SERIES, INSTANCE, folder.resolve("a.dcm")))
          .isInstanceOf(DicomWebException.class)
          .hasMessageContaining("withCall");
      assertThat(left()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSilentArchiveIsLeft(boolean headers) throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    try (Archive archive =
            new Archive(
                e -> {
                  if (headers) {
                    e.getResponseHeaders().set("Content-Type", "application/dicom+json");
                    e.sendResponseHeaders(200, 0);
                    e.getResponseBody().write('[');
                    e.getResponseBody().flush();
                  }
                  over.await();
                });
        DicomWeb pacs = archive.client(LIMITS.withSilence(Duration.ofMillis(300)))) {
      assertThatThrownBy(() -> pacs.studies(DicomQuery.all()))
          .isInstanceOf(DicomWebException.class)
          .hasMessageContaining("withSilence");
      over.countDown();
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aCallIsEndedByInterruptOrClose(boolean interrupt) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch over = new CountDownLatch(1);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    try (Archive archive =
            new Archive(
                e -> {
                  asked.countDown();
                  over.await();
                });
        DicomWeb pacs = archive.client(LIMITS)) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  pacs.studies(DicomQuery.all());
                } catch (RuntimeException e) {
                  failure.set(e);
                }
              });
      caller.start();
      asked.await();
      if (interrupt) {
        caller.interrupt();
      } else {
        pacs.close();
      }
      caller.join();
      over.countDown();
      assertThat(failure.get()).isInstanceOf(DicomWebException.class);
    }
  }

  @Test
  void redirectionsAndCredentialsStayWithTheRoot() throws Exception {
    String token = "Bearer very-secret";
    try (Archive other = new Archive(e -> Archive.json(e, 200, "[]"));
        Archive archive =
            new Archive(
                e -> {
                  String path = e.getRequestURI().getPath();
                  if (path.endsWith("/moved")) {
                    Archive.json(e, 200, "[" + match(1) + "]");
                    return;
                  }
                  boolean away = path.contains("/series");
                  e.getResponseHeaders()
                      .set("Location", away ? other.root() + "/x" : "/elsewhere/moved");
                  e.sendResponseHeaders(307, -1);
                });
        DicomWeb pacs =
            DicomWeb.at(archive.root()).headers(() -> Map.of("Authorization", token)).build()) {
      assertThat(pacs.studies(DicomQuery.all())).hasSize(1);
      assertThat(archive.tokens).containsOnly(token);
      assertThatThrownBy(() -> pacs.series(STUDY, DicomQuery.all()))
          .isInstanceOf(DicomWebException.class)
          .hasMessageContaining("elsewhere")
          .hasMessageNotContaining("secret")
          .hasMessageNotContaining("127.0.0.1");
      assertThat(other.asked).isEmpty();
    }
  }

  @Test
  void headersThatAreNoneAreNotQuoted() throws Exception {
    try (Archive archive = new Archive(e -> Archive.json(e, 200, "[]"));
        DicomWeb pacs =
            DicomWeb.at(archive.root())
                .headers(() -> Map.of("Authorization", "very-secret\r\nX: y"))
                .build()) {
      assertThatThrownBy(() -> pacs.studies(DicomQuery.all()))
          .isInstanceOf(DicomWebException.class)
          .hasMessageNotContaining("secret")
          .hasNoCause();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 406, 409, 413, 500, 503, 304})
  void aRefusalTellsItsStatusAndNoWordOfTheArchive(int status) throws Exception {
    try (Archive archive =
            new Archive(
                e -> {
                  byte[] text = "Secret^Name".getBytes(StandardCharsets.UTF_8);
                  Archive.send(e, status, "text/plain", status == 304 ? new byte[0] : text);
                });
        DicomWeb pacs = archive.client(LIMITS)) {
      assertThatThrownBy(() -> pacs.metadata(STUDY, SERIES, INSTANCE))
          .isInstanceOfSatisfying(
              DicomWebException.class, e -> assertThat(e.status()).isEqualTo(status))
          .hasMessageContaining("status " + status)
          .hasMessageNotContaining("Secret");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[",
        "{\"0020000D\":",
        "[1]",
        "null",
        "[[]]",
        "<html>",
        "[{}] trailing",
        "{\"00081115\":{\"vr\":\"SQ\",\"Value\":[5]}}"
      })
  void textThatIsNoDataSetIsRefused(String text) throws Exception {
    try (Archive archive = new Archive(e -> Archive.json(e, 200, text));
        DicomWeb pacs = archive.client(LIMITS)) {
      if (!text.contains("trailing")) {
        assertThatThrownBy(() -> pacs.metadata(STUDY, SERIES))
            .isInstanceOf(DicomWebException.class);
      } else {
        assertThat(pacs.metadata(STUDY, SERIES)).hasSize(1);
      }
    }
  }

  @Test
  void deepAndLongTextIsRefused() throws Exception {
    String deep = "{\"00081115\":{\"vr\":\"SQ\",\"Value\":[".repeat(2000);
    String longer = "[" + (match(1) + ",").repeat(1000) + match(2) + "]";
    for (String text : List.of(deep, longer)) {
      try (Archive archive = new Archive(e -> Archive.json(e, 200, text));
          DicomWeb pacs = archive.client(LIMITS.withTextBytes(100_000))) {
        assertThatThrownBy(() -> pacs.metadata(STUDY, SERIES))
            .isInstanceOf(DicomWebException.class);
      }
    }
  }

  @Test
  void valuesOfAllKindsAreRead() throws Exception {
    String text =
        "{\"00280030\":{\"vr\":\"DS\",\"Value\":[0.25,0.5]},\"00280010\":{\"vr\":\"US\",\"Value\":[512]},"
            + "\"00081140\":{\"vr\":\"SQ\",\"Value\":[{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]}}]},"
            + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"ORIGINAL\",null,\"X\"]},"
            + "\"00280009\":{\"vr\":\"AT\",\"Value\":[\"00181063\"]},"
            + "\"00280011\":{\"vr\":\"US\",\"Value\":[\"many\"]},"
            + "\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"http://elsewhere/x\"},"
            + "\"00091002\":{\"vr\":\"UN\",\"InlineBinary\":\"AQI=\"},\"00100010\":{\"vr\":\"PN\"}}";
    try (Archive archive = new Archive(e -> Archive.json(e, 200, text));
        DicomWeb pacs = archive.client(LIMITS)) {
      DataSet d = pacs.metadata(STUDY, SERIES, INSTANCE);
      assertThat(d.doubles(Tag.PIXEL_SPACING)).containsExactly(0.25, 0.5);
      assertThat(d.integer(Tag.ROWS)).hasValue(512);
      assertThat(
              d.items(Tag.REFERENCED_IMAGE_SEQUENCE).get(0).text(Tag.REFERENCED_SOP_INSTANCE_UID))
          .contains("1.2");
      assertThat(d.texts(Tag.IMAGE_TYPE)).containsExactly("ORIGINAL", "", "X");
      assertThat(d.integer(Tag.COLUMNS)).isEmpty();
      assertThat(d.has(Tag.PIXEL_DATA)).isFalse();
      assertThat(archive.asked).as("no address of an answer is followed").hasSize(1);
    }
  }

  @Test
  void whatBecameOfEachStoredObjectIsTold() throws Exception {
    byte[] first = object("2.25.1");
    Path second = Files.write(folder.resolve("2.dcm"), object("2.25.2"));
    Path third = Files.write(folder.resolve("3.dcm"), object("2.25.3"));
    AtomicReference<byte[]> body = new AtomicReference<>(new byte[0]);
    String answer =
        "{\"00081199\":{\"vr\":\"SQ\",\"Value\":[{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"2.25.2\"]}}]},"
            + "\"00081198\":{\"vr\":\"SQ\",\"Value\":[{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"2.25.3\"]},"
            + "\"00081197\":{\"vr\":\"US\",\"Value\":[290]}}]}}";
    try (Archive archive =
            new Archive(
                e -> {
                  body.set(e.getRequestBody().readAllBytes());
                  assertThat(e.getRequestHeaders().getFirst("Content-Length"))
                      .isEqualTo(requireNonNull(body.get()).length + "");
                  Archive.json(e, body.get().length < 10_000 ? 200 : 409, answer);
                });
        DicomWeb pacs = archive.client(LIMITS)) {
      StoreReport report = pacs.store(second, third);
      assertThat(report.entries())
          .containsExactly(
              new StoreReport.Entry("2.25.2", StoreReport.State.STORED, 0),
              new StoreReport.Entry("2.25.3", StoreReport.State.REFUSED, 0x0122));
      assertThatThrownBy(report::requireAllStored)
          .hasMessageContaining("0122 SOP class not supported");
      assertThat(pacs.store(first).entries().get(0).state()).isEqualTo(StoreReport.State.UNKNOWN);
      assertThat(new String(body.get(), StandardCharsets.ISO_8859_1))
          .contains(new String(first, StandardCharsets.ISO_8859_1));
      assertThat(pacs.store(second).requireAllStored().allStored()).isTrue();
    }
  }

  @Test
  void nobodyThere() throws Exception {
    URI gone;
    try (Archive archive = new Archive(e -> {})) {
      gone = archive.root();
    }
    try (DicomWeb pacs = DicomWeb.at(gone).build()) {
      assertThatThrownBy(() -> pacs.studies(DicomQuery.all()))
          .isInstanceOf(DicomWebException.class)
          .hasMessageContaining("listens");
    }
    try (DicomWeb pacs = DicomWeb.at(URI.create("http://no.such.host.invalid/x")).build()) {
      assertThatThrownBy(() -> pacs.studies(DicomQuery.all()))
          .isInstanceOf(DicomWebException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://h/x",
        "http:/x",
        "http://user:hunter2@h/x",
        "http://h/x?y=hunter2",
        "x",
        "http://h/x#y"
      })
  void rootsThatAreNone(String root) {
    assertThatThrownBy(() -> DicomWeb.at(URI.create(root)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../x", "1.2/3", "1.2%2f", "1 2", "a", "1.2\0"})
  void identifiersAreDigitsAndDots(String uid) throws Exception {
    try (Archive archive = new Archive(e -> Archive.json(e, 200, "[]"));
        DicomWeb pacs = archive.client(LIMITS)) {
      assertThatThrownBy(() -> pacs.fetchSeries(STUDY, uid, folder, p -> true))
          .isInstanceOf(MedSam2Exception.class);
      assertThat(archive.asked).isEmpty();
    }
  }
}
