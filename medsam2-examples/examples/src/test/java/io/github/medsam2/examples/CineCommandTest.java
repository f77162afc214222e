// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.dicom.xa.CineWriter;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CineCommandTest {
  private static final int FRAMES = 4;

  @TempDir static Path made;
  private static Path untrained = Path.of("");
  private static Path plain = Path.of("");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path results = Path.of("");

  /** A cine that says nothing of where it was taken from, compressed as cath labs do. */
  @BeforeAll
  static void make() {
    untrained = made.resolve("untrained.pt");
    plain = made.resolve("Doe^John.dcm");
    UntrainedNetwork.write(untrained, 1);
    List<Image> frames = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      frames.add(new Region(8 * i, 0, 128, 160).cut(VesselPicture.draw(1).image()));
    }
    DataSet patient = DataSet.builder().text(Tag.PATIENT_NAME, "Doe^John").build();
    CineWriter.xa(FrameSource.of(frames), 80)
        .syntax(TransferSyntax.JPEG_LOSSLESS_SV1)
        .with(patient)
        .write(plain);
  }

  @BeforeEach
  void nameResults() {
    results = folder.resolve("results");
  }

  private int run(String... args) {
    PrintStream o = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream e = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new CineCommand(o, e).run(args);
  }

  private int follow(String... more) {
    List<String> given =
        List.of(
            "--checkpoint", untrained + "",
            "--cine", plain + "",
            "--image-size", "128",
            "--threads", "1",
            "--out", results + "");
    return run(Stream.concat(given.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static int pictures(Path gif) throws IOException {
    ImageReader reader = ImageIO.getImageReadersByFormatName("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(gif.toFile())) {
      reader.setInput(in);
      return reader.getNumImages(true);
    } finally {
      reader.dispose();
    }
  }

  @Test
  void demonstratesItselfWithoutCheckpointAndCine() throws IOException {
    assertThat(run("--out", results + "", "--threads", "1")).isZero();

    assertThat(err()).isEmpty();
    assertThat(out())
        .containsSubsequence(
            "xca-nano",
            "view of frame 5: LAO 30",
            "ESTIMATED_AT_ISOCENTRE",
            "Dice",
            "CANNOT FOLLOW");
    try (Stream<Path> files = Files.list(results)) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted())
          .containsExactly(
              "overlay.dcm", "overlay.gif", "overlay.png", "phantom.dcm", "segmentation.dcm");
    }
    assertThat(pictures(results.resolve("overlay.gif"))).isEqualTo(9);
    try (DicomFile movie = DicomFile.open(results.resolve("overlay.dcm"))) {
      assertThat(movie.cine().frames().count()).isEqualTo(9);
      assertThat(movie.cine().frames().frame(0).channels()).isEqualTo(3);
    }
    assertThat(ImageFile.read(results.resolve("overlay.png")).width()).isEqualTo(1024);
  }

  /** What is printed, what is in the segmentation, and the source it names belong together. */
  @Test
  void theSegmentationHoldsTheMasksOfEveryFrame() {
    assertThat(follow("--frame", "2", "--point", "60,60")).isZero();

    Matcher line =
        Pattern.compile("(?m)^frame (\\d): area (\\d+) pixels, predicted").matcher(out());
    List<Integer> seen = new ArrayList<>();
    try (DicomFile file = DicomFile.open(results.resolve("segmentation.dcm"));
        DicomFile source = DicomFile.open(plain)) {
      SegReader seg = file.segmentation();
      String uid = source.dataSet().text(Tag.SOP_INSTANCE_UID).orElseThrow();
      while (line.find()) {
        int frame = Integer.parseInt(line.group(1)) - 1;
        seen.add(frame);
        Mask mask = seg.mask(1, uid, frame);
        assertThat(mask.area()).isEqualTo(Integer.parseInt(line.group(2)));
        assertThat(mask.width()).isEqualTo(128);
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void saysWhatTheCineDoesNotAndNothingOfThePatient() {
    assertThat(follow("--box", "20,20,90,120", "--point", "60,60", "--not", "5,5")).isZero();

    assertThat(out())
        .contains("4 frames of 128x160", "JPEG Lossless", "view of frame 3: not said")
        .contains("spacing: none")
        .doesNotContain("mm2")
        .doesNotContain("Doe");
  }

  @Test
  void aFrameThatIsNotThereIsOneLine() {
    assertThat(follow("--frame", "5", "--point", "1,1")).isEqualTo(1);
    assertThat(err()).contains("1 to 4", "found 5").hasLineCount(1);
    assertThat(results).doesNotExist();
  }

  @Test
  void aFileThatIsNoDicomIsOneLine() {
    assertThat(run("--checkpoint", untrained + "", "--cine", untrained + "", "--point", "1,1"))
        .isEqualTo(1);
    assertThat(err()).contains("DICOM").hasLineCount(1);
  }

  @Test
  void optionsOfTheOtherProgramAreNotTaken() {
    assertThat(run("--image", "i.png")).isEqualTo(2);
    assertThat(err()).contains("--image", "--cine").hasLineCount(1);
    assertThat(run("--cine", "c.dcm")).isEqualTo(2);
  }

  @Test
  void helpNamesItsOptionsAlone() {
    assertThat(run("--help")).isZero();
    for (Option option : Option.values()) {
      assertThat(out().contains(option.help())).isEqualTo(CineCommand.OPTIONS.contains(option));
    }
  }
}
