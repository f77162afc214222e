// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Mask;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages, tables and lines of comparisons. */
class WrittenTest {
  private static final Protocol.Prompted BOX = Protocol.box(BoxDrawing.EXACT);
  private static final String NASTY = "<script>alert(\"1\")</script>'&, \"x\"\r\nnext";

  @TempDir Path folder;

  private static ComparisonResult nasty() {
    Mask truth = Robots.rectangle(10, 10, 20, 9);
    SampleSet samples =
        SampleSet.of(
            List.of(Robots.sample(NASTY, "Doe^John", truth), Robots.sample("b", "other", truth)));
    Segmenter failing =
        new Robots.Answering(
            p -> {
              throw new IllegalStateException(NASTY);
            });
    return Comparison.of(samples)
        .candidate(NASTY, Robots.filling())
        .candidate("failing", failing)
        .stratum("site", (s, o) -> NASTY)
        .title(NASTY)
        .run();
  }

  /** A reader of RFC 4180, so that what is written is held against the rule and not the writer. */
  private static List<List<String>> csv(String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else if (c == '"') {
          quoted = false;
        } else {
          cell.append(c);
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == ',' || c == '\n') {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (c != '\r') {
        cell.append(c);
      }
    }
    return rows;
  }

  @Test
  void everyTextOnThePageIsEscaped() throws IOException {
    Path file = folder.resolve("page.html");
    nasty().writeHtml(file);
    String page = Files.readString(file);
    assertThat(page).contains("&lt;script&gt;", "Research use only, not a medical device");
    assertThat(page.toLowerCase(Locale.ROOT)).doesNotContain("<script", "http://", "https://");
    assertThat(page).doesNotContain("Doe");
    Pattern tag = Pattern.compile("<(/?)([a-zA-Z0-9]+)[^<>]*>");
    assertThat(tag.matcher(page).results().map(m -> m.group(2)).distinct())
        .isSubsetOf(
            "html head meta title style body div h1 h2 h3 p table thead tbody tr th td span i figure img figcaption"
                .split(" "));
    assertThat(Pattern.compile("src=\"(?!data:image/png;base64,)").matcher(page).find()).isFalse();
    assertThat(page).contains("data:image/png;base64,");
  }

  @Test
  void tablesAreReadBackAsTheyWere() throws IOException {
    ComparisonResult r = nasty();
    Path file = folder.resolve("scores.csv");
    r.writeCsv(file);
    List<List<String>> rows = csv(Files.readString(file));
    assertThat(rows).hasSize(r.scores().size() + 1);
    List<String> head = rows.get(0);
    for (int i = 0; i < r.scores().size(); i++) {
      CaseScore s = r.scores().get(i);
      List<String> row = rows.get(i + 1);
      assertThat(row).hasSameSizeAs(head);
      assertThat(row.get(head.indexOf("case"))).isEqualTo(s.subject().caseId());
      assertThat(row.get(head.indexOf("candidate"))).isEqualTo(s.candidate());
      assertThat(Double.parseDouble(row.get(head.indexOf("dice")))).isEqualTo(s.scores().dice());
      assertThat(row.get(head.indexOf("failure"))).isEqualTo(s.failure().orElse(""));
      assertThat(row.get(head.indexOf("stratum_site"))).isEqualTo(site(s));
      assertThat(row.get(head.indexOf("patient"))).isIn("1", "2");
    }
    assertThat(Files.readString(file)).doesNotContain("Doe", "NaN", "Infinity");
  }

  private static String site(CaseScore s) {
    return s.subject().object() == Subject.ALL ? "" : NASTY;
  }

  @Test
  void linesOfJsonHoldWhatIsKnown() throws IOException {
    ComparisonResult r = nasty();
    Path file = folder.resolve("scores.jsonl");
    r.writeJsonLines(file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(r.scores().size());
    JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
    assertThat(first.get("case").getAsString()).isEqualTo(NASTY);
    assertThat(first.get("dice").getAsDouble()).isEqualTo(1);
    assertThat(first.has("failure")).isFalse();
    assertThat(lines).noneMatch(l -> l.contains("NaN") || l.contains("Doe"));
  }

  @Test
  void theSameIsWrittenAgainInAnyLanguage() throws IOException {
    Locale before = Locale.getDefault();
    List<String> pages = new ArrayList<>();
    try {
      for (Locale locale : List.of(Locale.US, Locale.forLanguageTag("ar-EG-u-nu-arab"))) {
        Locale.setDefault(locale);
        Path page = folder.resolve("page.html");
        Path table = folder.resolve("scores.csv");
        ComparisonResult r = nasty();
        r.writeHtml(page);
        r.writeCsv(table);
        String times = "(?s)<h2>Time and memory.*";
        List<List<String>> rows = csv(Files.readString(table));
        int seconds = rows.get(0).indexOf("seconds");
        rows.forEach(row -> row.set(seconds, ""));
        pages.add(Files.readString(page).replaceAll(times, "") + rows + r);
      }
    } finally {
      Locale.setDefault(before);
    }
    assertThat(pages.get(1)).isEqualTo(pages.get(0));
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws IOException {
    Path file = folder.resolve("scores.csv");
    Files.writeString(file, "old");
    nasty().writeCsv(file);
    assertThat(file).content().startsWith("candidate,case");
    Path lost = folder.resolve("no folder").resolve("page.html");
    assertThatThrownBy(() -> nasty().writeHtml(lost)).isInstanceOf(MedSam2Exception.class);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void textsSayNeitherCasesNorPatients() {
    CaseScore s = nasty().scores(NASTY, BOX).get(0);
    assertThat(s.subject().caseId()).isEqualTo(NASTY);
    assertThat(s + "" + s.subject() + nasty().times().get(0)).doesNotContain("alert", "Doe");
    assertThat(nasty().toString()).doesNotContain("Doe").contains("median", "failed");
  }

  @Property(tries = 100)
  void keptMasksAreTheMasks(
      @ForAll @IntRange(max = 40) int x,
      @ForAll @IntRange(max = 40) int y,
      @ForAll @IntRange(max = 20) int width,
      @ForAll @IntRange(max = 20) int height) {
    Mask mask = Robots.rectangle(x, y, width, height).union(Robots.rectangle(30, 2, 3, 3));
    Mask hole = mask.minus(Robots.rectangle(x + 1, y + 1, width / 2, height / 2));
    assertThat(KeptMask.of(hole).mask()).isEqualTo(hole);
    assertThat(KeptMask.of(Mask.empty(64, 64)).mask()).isEqualTo(Mask.empty(64, 64));
  }
}
