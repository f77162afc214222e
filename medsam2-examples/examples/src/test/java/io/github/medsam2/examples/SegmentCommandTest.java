// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentCommandTest {
  private static final int SIDE = 256;

  @TempDir static Path made;
  private static Path untrained = Path.of("");
  private static Path vessel = Path.of("");

  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path checkpoint = untrained;
  private Path image = vessel;
  private Path results = Path.of("");

  @BeforeAll
  static void make() {
    untrained = made.resolve("untrained.pt");
    vessel = made.resolve("vessel.png");
    UntrainedNetwork.write(untrained, 1);
    ImageFile.writePng(vessel, VesselPicture.draw(1).image());
  }

  @BeforeEach
  void nameResults() {
    results = folder.resolve("results");
  }

  private int run(String... args) {
    PrintStream o = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream e = new PrintStream(err, true, StandardCharsets.UTF_8);
    return new SegmentCommand(o, e).run(args);
  }

  /** Runs on the network and the picture made here, for any further options. */
  private int segment(String... more) {
    List<String> given =
        List.of(
            "--checkpoint", checkpoint + "",
            "--image", image + "",
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

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(results)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }

  private Mask mask(String name) {
    Image picture = ImageFile.read(results.resolve(name));
    byte[] values = new byte[picture.pixels().remaining()];
    picture.pixels().get(values);
    for (byte v : values) {
      assertThat(v).isIn((byte) 0, (byte) 255);
    }
    return Mask.of(picture.width(), picture.height(), values);
  }

  @Test
  void demonstratesItselfWithoutCheckpointAndImage() throws IOException {
    assertThat(run("--out", results + "", "--threads", "1")).isZero();

    assertThat(err()).isEmpty();
    assertThat(out())
        .containsSubsequence(
            "phantom", "xca-nano", "predicted IoU", "Dice", "not a medical device");
    assertThat(files()).containsExactly("mask.png", "overlay.png", "phantom.png");
    Matcher dice = Pattern.compile("vessel: (\\d\\.\\d\\d)").matcher(out());
    assertThat(dice.find()).isTrue();
    assertThat(Double.parseDouble(dice.group(1))).isGreaterThan(0.7);
    assertThat(mask("mask.png").width()).isEqualTo(512);
  }

  @Test
  void printsTheScoresOfTheMaskItWrites() {
    assertThat(segment("--box", "60,20,160,230")).isZero();

    Pattern line =
        Pattern.compile(
            "predicted IoU -?\\d\\.\\d{3}, object score -?\\d+\\.\\d{2} \\((present|absent)\\),"
                + " area (\\d+) pixels, engine onnx, open \\d+ ms, embed \\d+ ms, prompt \\d+ ms");
    assertThat(out().lines().findFirst().orElseThrow())
        .matches(line)
        .contains("area " + mask("mask.png").area() + " pixels");
  }

  @Test
  void drawsTheMaskIntoTheOverlay() {
    assertThat(segment("--point", "100,100")).isZero();

    Image overlay = ImageFile.read(results.resolve("overlay.png"));
    Mask mask = mask("mask.png");
    for (int y = 0; y < SIDE; y += 3) {
      for (int x = 0; x < SIDE; x += 3) {
        boolean near = Math.hypot(x - 100, y - 100) < 6;
        boolean grey = overlay.value(4 * x, 4 * y, 0) == overlay.value(4 * x, 4 * y, 2);
        assertThat(near || grey != mask.contains(x, y)).isTrue();
      }
    }
  }

  @Test
  void aCropDecidesWhatIsLookedAtAndTheMaskStaysOnTheGrid() {
    assertThat(segment("--crop", "40,16,128,200", "--box", "60,20,160,210")).isZero();

    Mask cropped = mask("mask.png");
    assertThat(cropped.width()).isEqualTo(SIDE);
    cropped.forEachRun(
        (y, from, to) -> {
          assertThat(y).isBetween(16, 215);
          assertThat(from).isGreaterThanOrEqualTo(40);
          assertThat(to).isLessThanOrEqualTo(168);
        });
    Image part = new Region(40, 16, 128, 200).cut(ImageFile.read(image));
    image = folder.resolve("part.png");
    ImageFile.writePng(image, part);
    assertThat(segment("--box", "20,4,120,194")).isZero();
    assertThat(new Region(40, 16, 128, 200).cut(cropped)).isEqualTo(mask("mask.png"));
  }

  @Test
  void writesTheThreeReadingsBestFirst() throws IOException {
    assertThat(segment("--box", "60,20,160,230", "--readings")).isZero();

    assertThat(files())
        .contains("reading-1-mask.png", "reading-2-overlay.png", "reading-3-mask.png")
        .hasSize(8);
    List<Double> ious =
        Pattern.compile("reading \\d: predicted IoU (-?[\\d.]+)")
            .matcher(out())
            .results()
            .map(m -> Double.parseDouble(m.group(1)))
            .toList();
    assertThat(ious).hasSize(3).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void aMaskIsAPromptToo() {
    Path drawn = folder.resolve("drawn.png");
    ImageFile.writePng(drawn, VesselPicture.draw(1).truth());
    assertThat(segment("--point", "100,100")).isZero();
    Mask without = mask("mask.png");

    assertThat(segment("--point", "100,100", "--mask", drawn + "")).isZero();

    assertThat(mask("mask.png")).isNotEqualTo(without);
  }

  @Test
  void aMaskOfAnotherSizeIsRefused() {
    Path drawn = folder.resolve("drawn.png");
    ImageFile.writePng(drawn, Mask.empty(SIDE + 1, SIDE));

    assertThat(segment("--mask", drawn + "")).isEqualTo(1);
    assertThat(err()).contains("256x256", "257x256").hasLineCount(1);
  }

  @Test
  void aSixteenBitImageGoesThroughTheWindow() {
    short[] values = new short[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = (short) (i % SIDE * 10);
    }
    image = folder.resolve("deep.png");
    ImageFile.writePng(image, Image.gray16(SIDE, SIDE, values));

    assertThat(segment("--window", "1000,500", "--point", "1,1")).isZero();

    Image overlay = ImageFile.read(results.resolve("overlay.png"));
    Mask mask = mask("mask.png");
    for (int x = 10; x < SIDE; x++) {
      if (!mask.contains(x, 128) && (x <= 75 || x >= 125)) {
        assertThat(overlay.value(4 * x, 4 * 128, 0)).isEqualTo(x <= 75 ? 0 : 255);
      }
    }
  }

  @Test
  void aWrongCheckpointIsOneLine() {
    checkpoint = image;
    assertThat(segment("--box", "1,2,3,4")).isEqualTo(1);

    assertThat(err()).contains("vessel.png", "expected a checkpoint").hasLineCount(1);
    assertThat(out()).isEmpty();
    assertThat(results).doesNotExist();
  }

  @Test
  void anAbsentFileIsOneLine() {
    checkpoint = folder.resolve("none.pt");
    assertThat(segment("--box", "1,2,3,4")).isEqualTo(1);
    assertThat(err()).contains("none.pt").hasLineCount(1);
  }

  @Test
  void textIsRefusedByAModelWithoutATextEncoder() {
    assertThat(segment("--text", "CASS 13, RAO 30")).isEqualTo(1);
    assertThat(err()).contains("description", "text encoder", "give a box").hasLineCount(1);
  }

  @Test
  void aWrongLineIsToldFromAWrongInput() {
    assertThat(run("--what")).isEqualTo(2);
    assertThat(err()).contains("--what").hasLineCount(1);
  }

  @Test
  void helpNamesEveryOption() {
    assertThat(run("--help")).isZero();
    for (Option option : SegmentCommand.OPTIONS) {
      assertThat(out()).contains(option.help());
    }
  }

  @Test
  void anOutputFolderThatCannotBeIsOneLine() {
    assertThat(run("--out", image + "")).isEqualTo(1);
    assertThat(err()).contains("folder of the results").hasLineCount(1);
  }
}
