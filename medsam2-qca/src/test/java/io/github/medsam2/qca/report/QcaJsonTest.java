// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Point2;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.DiameterFunction;
import io.github.medsam2.qca.measure.Doubt;
import io.github.medsam2.qca.measure.Flow;
import io.github.medsam2.qca.measure.Length;
import io.github.medsam2.qca.measure.Lesion;
import io.github.medsam2.qca.measure.QcaOptions;
import io.github.medsam2.qca.measure.QcaResult;
import io.github.medsam2.qca.measure.QualityFlag;
import io.github.medsam2.qca.stats.Interval;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QcaJsonTest {

  @Property(tries = 200)
  void readingGivesWhatWasWritten(@ForAll long seed) {
    QcaReport report = random(new Random(seed));
    assertThat(QcaJson.parse(QcaJson.text(report))).isEqualTo(report);
  }

  @Test
  void tellsMeasurementsWithUnitMethodAndUncertainty() {
    QcaReport report = Reports.of(Calibration.Isocentre.of(0.308, 1.37));
    JsonObject o = JsonParser.parseString(QcaJson.text(report)).getAsJsonObject();
    JsonObject mld = o.getAsJsonArray("measurements").get(0).getAsJsonObject();
    assertThat(o.get("notice").getAsString()).contains("Research use only");
    assertThat(mld.get("unit").getAsString()).isEqualTo("mm");
    assertThat(mld.get("method").getAsString()).isEqualTo("distance of the edges");
    double value = report.result().mld().mm().orElseThrow();
    assertThat(mld.get("value").getAsDouble()).isEqualTo(value);
    assertThat(mld.get("scaleUncertainty").getAsDouble()).isEqualTo(0.065 * value);
    assertThat(mld.has("interval95")).isTrue();
  }

  @Test
  void withoutCalibrationThereAreNoMillimetres() {
    String text = QcaJson.text(Reports.of(new Calibration.None()));
    assertThat(text)
        .contains("\"unit\":\"px\"", "NOT_CALIBRATED")
        .doesNotContain("\"unit\":\"mm\"");
  }

  @Test
  void filesComeBack(@TempDir Path folder) {
    QcaReport report = Reports.of(new Calibration.Catheter(6, 9.1, true));
    Path file = folder.resolve("report.json");
    QcaJson.write(file, report);
    assertThat(QcaJson.read(file)).isEqualTo(report);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"version\":2 | \"version\":1",
        "\"chosen\":7 | \"chosen\":8",
        "\"chosen\":7 | \"chosen\":7.5",
        "\"segment\":\"13\" | \"segment\":\"77\"",
        "\"edges\":\"IMAGE\" | \"edges\":\"GUESS\"",
        "\"source\":\"NONE\" | \"source\":\"RULER\"",
        "\"arc\":[0.0, | \"arc\":[1e999,",
        "\"arc\":[0.0, | \"arc\":[",
        "\"centreLine\":[ | \"centreLine\":[3,",
        "\"flags\":[ | \"flags\":[\"FINE\",",
        "\"symmetry\": | \"asymmetry\":",
        "{\"format\" | {\"extra\":1,\"format\"",
        "\"frames\":[ | \"frames\":[[],",
      })
  void refusesWhatIsNoReport(String good, String bad) {
    String text = QcaJson.text(Reports.of(new Calibration.None()));
    assertThat(text).contains(good);
    String broken = text.replace(good, bad);
    assertThatThrownBy(() -> QcaJson.parse(broken)).isInstanceOf(FormatException.class);
  }

  @Test
  void refusesAMillimetreThatDoesNotFollow() {
    String text = QcaJson.text(Reports.of(Calibration.Isocentre.of(0.3, 1.5)));
    assertThatThrownBy(
            () -> QcaJson.parse(text.replace("\"magnification\":1.5", "\"magnification\":1.4")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("mmPerPixel");
  }

  @Property(tries = 300)
  void mutantsFailInOneFamily(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] bytes = TEXT.clone();
    for (int k = random.nextInt(4); k >= 0; k--) {
      bytes[random.nextInt(bytes.length)] = (byte) (32 + random.nextInt(95));
    }
    String text = new String(bytes, 0, bytes.length - random.nextInt(40), StandardCharsets.UTF_8);
    try {
      QcaJson.parse(text);
    } catch (FormatException refused) {
      assertThat(refused.getMessage()).contains("QCA report");
    }
  }

  private static final byte[] TEXT =
      QcaJson.text(random(new Random(1))).getBytes(StandardCharsets.UTF_8);

  @Test
  void deepAndHugeTextIsRefused(@TempDir Path folder) throws IOException {
    assertThatThrownBy(() -> QcaJson.parse("[".repeat(500_000)))
        .isInstanceOf(FormatException.class);
    Path file = folder.resolve("bytes");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe});
    assertThatThrownBy(() -> QcaJson.read(file)).isInstanceOf(FormatException.class);
  }

  @Test
  void numbersThatAreNoneAreRefusedWhereTheyEnter() {
    assertThatThrownBy(() -> new Calibration.Manual(0.2, Double.POSITIVE_INFINITY))
        .isInstanceOf(InvalidInputException.class);
    Interval one = new Interval(0, 1);
    assertThatThrownBy(() -> new Doubt(one, one, one, new Interval(0, Double.POSITIVE_INFINITY)))
        .isInstanceOf(InvalidInputException.class);
  }

  private static QcaReport random(Random r) {
    QcaOptions options =
        new QcaOptions(
            r.nextBoolean() ? QcaOptions.EdgeSource.IMAGE : QcaOptions.EdgeSource.MASK,
            r.nextBoolean() ? OptionalDouble.empty() : OptionalDouble.of(r.nextDouble()),
            r.nextDouble() * 9,
            1 + r.nextDouble());
    TreeMap<Integer, QcaResult> frames = new TreeMap<>();
    for (int i = r.nextInt(3); i >= 0; i--) {
      frames.put(r.nextInt(90), result(r));
    }
    CassSegment[] all = CassSegment.values();
    return new QcaReport(
        r.nextBoolean() ? Optional.empty() : Optional.of(all[r.nextInt(all.length)]),
        r.nextBoolean()
            ? Optional.empty()
            : Optional.of(
                new ViewAngle(
                    360 * r.nextDouble() - 180, 180 * r.nextDouble() - 90, r.nextBoolean())),
        options,
        frames,
        frames.firstKey());
  }

  private static Calibration calibration(Random r) {
    return switch (r.nextInt(5)) {
      case 0 -> new Calibration.None();
      case 1 -> Calibration.Isocentre.of(0.1 + r.nextDouble(), 1 + r.nextDouble());
      case 2 ->
          new Calibration.Isocentre(
              0.2, 1.4, OptionalDouble.of(100 * r.nextDouble() - 50), 700 + r.nextDouble());
      case 3 -> new Calibration.Catheter(5 + r.nextDouble(), 6 + r.nextDouble(), r.nextBoolean());
      default -> new Calibration.Manual(0.1 + r.nextDouble(), r.nextDouble());
    };
  }

  private static QcaResult result(Random r) {
    int n = 1 + r.nextInt(20);
    Calibration c = calibration(r);
    Set<QualityFlag> flags = EnumSet.noneOf(QualityFlag.class);
    for (QualityFlag f : QualityFlag.values()) {
      if (r.nextInt(4) == 0) {
        flags.add(f);
      }
    }
    return new QcaResult(
        1 + r.nextInt(4096),
        512,
        new DiameterFunction(
            numbers(r, n), numbers(r, n), numbers(r, n), points(r, n), points(r, n), points(r, n)),
        lesions(r, n, c),
        Flow.values()[r.nextInt(3)],
        r.nextDouble(),
        c,
        flags,
        r.nextBoolean() ? Optional.empty() : Optional.of(ViewAngle.of(-30, r.nextInt(40))));
  }

  private static List<Lesion> lesions(Random r, int n, Calibration c) {
    List<Lesion> lesions = new ArrayList<>();
    for (int i = r.nextInt(3); i >= 0; i--) {
      int[] at = {r.nextInt(n), r.nextInt(n), r.nextInt(n)};
      Arrays.sort(at);
      Length some = Length.of(30 - 29 * r.nextDouble(), c);
      Interval wide = new Interval(-r.nextDouble(), r.nextDouble() * 1e-8);
      lesions.add(
          new Lesion(
              at[1],
              at[0],
              at[2],
              Length.of(r.nextDouble() * 1e-8, c),
              some,
              100 - 50 * r.nextDouble(),
              100 - 90 * r.nextDouble(),
              Length.of(1e6 * r.nextDouble(), c),
              r.nextDouble(),
              r.nextBoolean() ? Optional.empty() : Optional.of(some),
              r.nextBoolean() ? Optional.empty() : Optional.of(some),
              new Doubt(wide, wide, wide, new Interval(3, 3)),
              r.nextBoolean()));
    }
    return lesions;
  }

  private static List<Double> numbers(Random r, int n) {
    List<Double> numbers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      numbers.add(r.nextGaussian() * Math.pow(10, r.nextInt(20) - 10));
    }
    return numbers;
  }

  private static List<Point2> points(Random r, int n) {
    List<Point2> points = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      points.add(new Point2(512 * r.nextDouble(), -0.0 + r.nextGaussian()));
    }
    return points;
  }
}
