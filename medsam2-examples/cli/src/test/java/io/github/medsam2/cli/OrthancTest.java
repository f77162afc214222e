// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomWriter;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.derived.Polyline;
import io.github.medsam2.dicom.presentation.Drawing;
import io.github.medsam2.dicom.presentation.PresentationState;
import io.github.medsam2.dicom.web.DicomQuery;
import io.github.medsam2.dicom.web.DicomWeb;
import io.github.medsam2.dicom.web.DicomWebException;
import io.github.medsam2.dicom.web.WebFrame;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cine from an archive, and what was made of it back there: against a real Orthanc. */
class OrthancTest {
  private static final Object[] SMALL = {"--image-size", "128", "--threads", "1"};

  @TempDir Path folder;

  private static Shell.Result ran(Object... words) {
    Shell.Result result = Shell.run(words);
    assertThat(result.code()).as(result.err()).isZero();
    return result;
  }

  private static Object[] small(Object... words) {
    Object[] all = java.util.Arrays.copyOf(words, words.length + SMALL.length);
    System.arraycopy(SMALL, 0, all, words.length, SMALL.length);
    return all;
  }

  private static DataSet header(Path file) {
    try (DicomFile dicom = DicomFile.open(file)) {
      return dicom.dataSet();
    }
  }

  private static String uid(DataSet d, Tag tag) {
    return d.text(tag).orElseThrow();
  }

  @Test
  void thereAndBack() throws Exception {
    try (Orthanc orthanc = new Orthanc(folder)) {
      Made.into(folder.resolve("in"));
      Path cine = folder.resolve("in/angio.dcm");
      ran("pacs", "put", orthanc.root(), cine);
      ran("pacs", "get", orthanc.root(), "2.25.1", "2.25.2", "--out", folder.resolve("got"));
      Path got = folder.resolve("got/2.25.3.dcm");
      assertThat(got).hasSameBinaryContentAs(cine);

      Path track = folder.resolve("track");
      ran(small("track", got, "--frame", 3, "--box", "40,20,90,110", "--out", track));
      Path mask = folder.resolve("in/vessel.png");
      Path qca = folder.resolve("qca");
      ran("qca", got, "--frame", 3, "--mask", mask, "--segment", 2, "--out", qca);
      List<Path> made =
          List.of(
              track.resolve("segmentation.dcm"),
              track.resolve("overlay.dcm"),
              qca.resolve("report.dcm"),
              contours(got));
      Shell.Result put =
          ran(
              "pacs",
              "put",
              orthanc.root(),
              made.get(0),
              made.get(1),
              made.get(2),
              made.get(3),
              "--json");
      for (JsonElement one : put.json().getAsJsonArray("stored")) {
        assertThat(one.getAsJsonObject().get("state").getAsString()).isEqualTo("stored");
      }
      Shell.Result found = ran("pacs", "find", orthanc.root(), "--where", "ModalitiesInStudy=SEG");
      assertThat(found.out()).contains("2.25.1").doesNotContain("Doe");
      try (DicomWeb pacs = DicomWeb.at(URI.create(orthanc.root())).build()) {
        check(pacs, cine, made);
      }
    }
  }

  private Path contours(Path cine) {
    Path file = folder.resolve("contours.dcm");
    try (DicomFile dicom = DicomFile.open(cine)) {
      Drawing contour = new Drawing.Contour(2, Polyline.of(40, 20, 90, 20, 90, 110));
      DataSet state = new PresentationState("QCA", List.of(contour)).toDataSet(dicom.source());
      DicomWriter.explicit().write(file, state);
    }
    return file;
  }

  private void check(DicomWeb pacs, Path cine, List<Path> made) throws Exception {
    DataSet image = header(cine);
    List<DataSet> series = pacs.series("2.25.1", DicomQuery.all());
    assertThat(series.stream().map(d -> uid(d, Tag.MODALITY)))
        .containsExactlyInAnyOrder("XA", "SEG", "OT", "SR", "PR");
    assertThat(pacs.metadata("2.25.1", "2.25.2", "2.25.3").integer(Tag.ROWS))
        .isEqualTo(image.integer(Tag.ROWS));
    List<WebFrame> frames = pacs.frames("2.25.1", "2.25.2", "2.25.3", 0, 3);
    try (DicomFile file = DicomFile.open(cine)) {
      assertThat(frames.get(0).syntax()).contains(file.transferSyntax());
    }
    assertThat(frames.get(1).bytes()).isNotEmpty().isNotEqualTo(frames.get(0).bytes());
    assertThat(isPicture(pacs.rendered("2.25.1", "2.25.2", "2.25.3"))).isTrue();
    for (int i = 0; i < made.size(); i++) {
      DataSet d = header(made.get(i));
      String study = uid(d, Tag.STUDY_INSTANCE_UID);
      String own = uid(d, Tag.SERIES_INSTANCE_UID);
      String instance = uid(d, Tag.SOP_INSTANCE_UID);
      Path back = folder.resolve("back" + i + ".dcm");
      pacs.fetch(study, own, instance, back);
      assertThat(back).hasSameBinaryContentAs(made.get(i));
      boolean pixels = i < 2; // a report and contours have none
      if (pixels) {
        assertThat(isPicture(pacs.rendered(study, own, instance))).isTrue();
      } else {
        assertThatThrownBy(() -> pacs.rendered(study, own, instance))
            .isInstanceOfSatisfying(
                DicomWebException.class, e -> assertThat(e.status()).isEqualTo(400));
      }
    }
    assertThat(Files.list(folder).filter(p -> p.toString().endsWith(".part"))).isEmpty();
  }

  private static boolean isPicture(byte[] bytes) {
    return bytes.length > 100 && (bytes[0] == (byte) 0x89 || bytes[0] == (byte) 0xff);
  }
}
