// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.image.Image;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.tensor.DType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands say is what they write, and what the library found. */
class FoundTest {
  @TempDir static Path folder;
  private static Path in = Path.of("");

  @BeforeAll
  static void make() throws IOException {
    in = folder.resolve("in");
    Made.into(in);
  }

  private static int area(Path picture) {
    Image image = ImageFile.read(picture);
    int area = 0;
    for (float v : image.plane(0)) {
      assertThat(v).isIn(0f, 255f);
      area += v > 0 ? 1 : 0;
    }
    return area;
  }

  @Test
  void theMaskHasTheAreaThatIsTold() {
    Path out = folder.resolve("segment");
    Shell.Result result =
        Shell.run(
            "segment",
            in.resolve("angiogram.png"),
            "--box",
            "10,30,60,90",
            "--image-size",
            128,
            "--threads",
            1,
            "--out",
            out,
            "--json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(area(out.resolve("mask.png"))).isEqualTo(result.json().get("area").getAsInt());
  }

  /** What is printed, what is in the segmentation, and the source it names belong together. */
  @Test
  void theSegmentationHoldsTheMasksOfEveryFrame() {
    Path out = folder.resolve("track");
    Path cine = in.resolve("angio.dcm");
    Shell.Result result =
        Shell.run(
            "track",
            cine,
            "--frame",
            2,
            "--box",
            "10,30,60,90",
            "--image-size",
            128,
            "--threads",
            1,
            "--out",
            out,
            "--json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).contains("view of frame 2: LAO 35", "ESTIMATED_AT_ISOCENTRE");
    int seen = 0;
    try (DicomFile file = DicomFile.open(out.resolve("segmentation.dcm"));
        DicomFile source = DicomFile.open(cine)) {
      SegReader seg = file.segmentation();
      String uid = source.dataSet().text(Tag.SOP_INSTANCE_UID).orElseThrow();
      for (JsonElement e : result.json().getAsJsonArray("frames")) {
        JsonObject frame = e.getAsJsonObject();
        int number = frame.get("frame").getAsInt();
        assertThat(seg.mask(1, uid, number - 1).area()).isEqualTo(frame.get("area").getAsInt());
        seen++;
      }
    }
    assertThat(seen).isEqualTo(Made.FRAMES);
  }

  @Test
  void theDemonstrationSaysWhereTheModelFallsShort() throws IOException {
    Path out = folder.resolve("demo");
    Shell.Result result =
        Shell.run(
            "demo",
            "--frames",
            3,
            "--matrix",
            128,
            "--image-size",
            128,
            "--threads",
            1,
            "--out",
            out,
            "--json");
    assertThat(result.code()).as(result.err()).isZero();
    String page = Files.readString(out.resolve("report.html"));
    assertThat(page)
        .contains("Not a medical device", "data:image/gif;base64", "<svg", "Dice")
        .doesNotContain("{{")
        .doesNotContain("http:");
    JsonObject json = result.json();
    assertThat(json.getAsJsonArray("dice")).hasSize(3);
    boolean words = json.getAsJsonObject("model").get("understandsWords").getAsBoolean();
    assertThat(page.contains("has no parts for words")).isEqualTo(!words);
    assertThat(out.resolve("segmentation.dcm")).exists();
  }

  @Test
  void convertedWeightsAreTheSame() {
    Path torch = folder.resolve("a.pt");
    Path back = folder.resolve("a.safetensors");
    assertThat(Shell.run("convert", "xca-nano", torch).code()).isZero();
    assertThat(Shell.run("convert", torch, back, "--float16").code()).isZero();
    try (Checkpoint made = Checkpoint.open(back);
        Checkpoint first = XcaNano.weights()) {
      assertThat(made.values()).isEqualTo(first.values());
    }
    Path upper = folder.resolve("upper.pt");
    assertThat(Shell.run("convert", torch, upper, "--bfloat16").code()).isZero();
    try (Checkpoint made = Checkpoint.open(upper);
        Checkpoint first = XcaNano.weights()) {
      assertThat(made.keys()).isEqualTo(first.keys());
      assertThat(made.values().values())
          .allMatch(v -> v.dtype() == DType.BFLOAT16 || !v.dtype().isFloating());
    }
    assertThat(Shell.run("convert", torch, back, "--float16", "--bfloat16").code()).isEqualTo(2);
    Shell.Result told = Shell.run("inspect", back, "--json");
    assertThat(told.json().get("kind").getAsString()).isEqualTo("weights");
    assertThat(told.json().get("sha256").getAsString()).hasSize(64);
    assertThat(told.err()).contains("licence: Apache-2.0");
  }

  @Test
  void aRedactedFileTellsNoName() {
    Path out = folder.resolve("redacted");
    Shell.run("redact", in.resolve("angio.dcm"), "--key", in.resolve("key"), "--out", out);
    try (DicomFile file = DicomFile.open(out.resolve("000001.dcm"))) {
      assertThat(file.dataSet().text(Tag.PATIENT_NAME).orElse("")).doesNotContain("Doe");
      assertThat(file.frames().count()).isEqualTo(Made.FRAMES);
    }
  }

  @Test
  void helpNamesEveryCommandAndEachHasAnExample() {
    String help = Shell.run("--help").out();
    for (String command : help.split("Commands:")[1].lines().toList()) {
      String name = command.strip().split(" ")[0];
      if (command.matches("  [a-z]+ .*") && !name.equals("help")) {
        assertThat(Shell.run(name, "--help").out()).contains("Example: ");
      }
    }
    assertThat(Shell.run("--version").out()).contains("medsam2 ", "not a medical device");
    assertThat(Shell.run("completion").out()).contains("complete", "--image-size", "rollback");
  }
}
