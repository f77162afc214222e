// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.demo;

import io.github.medsam2.batch.input.CineInput;
import io.github.medsam2.cli.shell.Version;
import io.github.medsam2.cli.work.Measured;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.qca.reading.SegmentReading;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** One page about a cine, without scripts, everything inside. */
final class ReportPage {
  private static final String DICE = "#2f9e44";
  private static final String IOU = "#1c7ed6";

  private final Outcome outcome;
  private final Path folder;

  /**
   * A page.
   *
   * @param folder of the pictures that are put into it
   */
  ReportPage(Outcome outcome, Path folder) {
    this.outcome = outcome;
    this.folder = folder;
  }

  void write(Path file, CineInput cine) {
    String page =
        template()
            .replace("{{notes}}", list("warning", outcome.told()))
            .replace("{{cine}}", list("", outcome.cine()))
            .replace("{{model}}", escape(outcome.model()))
            .replace("{{measured}}", list("", measured()))
            .replace("{{truth}}", truth())
            .replace("{{movie}}", picture("overlay.gif", "image/gif"))
            .replace("{{prompt}}", picture("overlay.png", "image/png"))
            .replace("{{qca}}", picture("qca.png", "image/png"))
            .replace("{{strip}}", picture("strip.png", "image/png"))
            .replace("{{chart}}", chart(cine.frames().count()))
            .replace("{{version}}", escape(Version.text()));
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, "report page", out -> out.write(bytes));
  }

  private List<String> measured() {
    List<String> lines = new ArrayList<>();
    outcome.reading().map(SegmentReading::summary).ifPresent(lines::add);
    outcome
        .measured()
        .flatMap(m -> m.report().segment())
        .ifPresent(s -> lines.add("segment: " + s.label() + " (CASS " + s.id() + ")"));
    outcome.measured().map(Measured::lines).ifPresent(lines::addAll);
    return lines;
  }

  private String truth() {
    return outcome.truth().isEmpty()
        ? ""
        : "<h2>Against the phantom's truth</h2>"
            + list("", outcome.agreement())
            + "<p class=\"note\">A phantom is no patient: scores on it are not clinical"
            + " performance.</p>";
  }

  private String chart(int frames) {
    ScoreChart chart = new ScoreChart(frames, outcome.followed().prompted());
    chart.curve(outcome.followed().iou(), IOU);
    outcome.truth().ifPresent(t -> chart.curve(t.dice(outcome.followed().masks()), DICE));
    String key =
        "<p class=\"note\"><i style=\"background:"
            + IOU
            + "\"></i> IoU as the model predicts it"
            + (outcome.truth().isEmpty()
                ? ""
                : " <i style=\"background:" + DICE + "\"></i> Dice with the truth")
            + "</p>";
    return chart.svg() + key;
  }

  private String picture(String name, String type) {
    Path file = folder.resolve(name);
    if (!Files.exists(file)) {
      return "";
    }
    try {
      String data = Base64.getEncoder().encodeToString(Files.readAllBytes(file));
      return "<img alt=\"" + name + "\" src=\"data:" + type + ";base64," + data + "\">";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String list(String style, List<String> lines) {
    return lines.stream()
        .map(line -> "<li class=\"" + style + "\">" + escape(line) + "</li>")
        .collect(Collectors.joining("\n", "<ul>", "</ul>"));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String template() {
    try (InputStream in =
        ReportPage.class.getResourceAsStream("/io/github/medsam2/cli/report.html")) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks report.html");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
