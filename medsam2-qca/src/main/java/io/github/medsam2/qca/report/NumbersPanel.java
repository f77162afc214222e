// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.measure.QcaOptions;
import io.github.medsam2.qca.measure.QualityFlag;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** The numbers of a report, how they were obtained, and what speaks against them. */
final class NumbersPanel {
  private static final int LINE = 23;

  private final QcaReport report;

  NumbersPanel(QcaReport report) {
    this.report = report;
  }

  void draw(Graphics2D g, int x, int top, int width) {
    int y = top + LINE;
    g.setColor(Ink.FAINT);
    g.setFont(Ink.SMALL);
    Paint.right(g, "± scale", x + width - 110, y);
    Paint.right(g, "95 of 100", x + width, y);
    for (Measurement m : report.measurements()) {
      y += LINE;
      row(g, m, x, y, width);
    }
    g.setFont(Ink.SMALL);
    y += 14;
    for (String line : notes()) {
      y += 18;
      g.setColor(Ink.TEXT);
      g.drawString(line, x, y);
    }
    y += 26;
    g.setFont(Ink.SMALL.deriveFont(Font.BOLD));
    g.setColor(Ink.PAPER_SITE);
    g.drawString(QcaReport.NOTICE, x, y);
  }

  private static void row(Graphics2D g, Measurement m, int x, int y, int width) {
    boolean main = m.quantity() == Quantity.DIAMETER_STENOSIS;
    g.setFont(main ? Ink.BOLD : Ink.NORMAL);
    g.setColor(Ink.TEXT);
    g.drawString(m.quantity().label(), x, y);
    Paint.right(g, number(m.value(), m.unit()), x + width - 190, y);
    g.setFont(Ink.NORMAL);
    g.drawString(m.unit().equals("1") ? "" : m.unit(), x + width - 184, y);
    g.setColor(Ink.FAINT);
    Paint.right(g, number(m.scaleUncertainty(), m.unit()), x + width - 110, y);
    String range =
        m.interval()
            .map(i -> number(i.low(), m.unit()) + "–" + number(i.high(), m.unit()))
            .orElse("–");
    Paint.right(g, range, x + width, y);
  }

  private static String number(OptionalDouble value, String unit) {
    return value.isPresent() ? number(value.getAsDouble(), unit) : "–";
  }

  private static String number(double value, String unit) {
    String format = unit.equals("%") ? "%.0f" : unit.equals("px") ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private List<String> notes() {
    List<String> lines = new ArrayList<>();
    lines.add("Calibration: " + calibration(report.result().calibration()));
    QcaOptions o = report.options();
    lines.add(
        "Edges from the "
            + (o.edges() == QcaOptions.EdgeSource.IMAGE ? "image" : "mask")
            + ", blur "
            + (o.blurSigmaPixels().isPresent()
                ? o.blurSigmaPixels().getAsDouble() + " pixels"
                : "not known")
            + "; reference interpolated");
    report
        .result()
        .betterView()
        .ifPresent(v -> lines.add("This segment is usually seen better from " + v.render()));
    others().ifPresent(lines::add);
    List<String> flags =
        report.result().flags().stream().sorted().map(NumbersPanel::words).toList();
    String line = "Flags: ";
    for (int i = 0; i < flags.size(); i++) {
      String next = flags.get(i) + (i < flags.size() - 1 ? ", " : "");
      if (line.length() + next.length() > 72) {
        lines.add(line);
        line = "    ";
      }
      line += next;
    }
    lines.add(flags.isEmpty() ? "Flags: none" : line);
    return lines;
  }

  private Optional<String> others() {
    List<String> more =
        report.result().lesions().stream()
            .skip(1)
            .map(l -> String.format(Locale.ROOT, "%.0f %%", l.diameterStenosis()))
            .toList();
    return more.isEmpty()
        ? Optional.empty()
        : Optional.of("Further lesions of this vessel: " + String.join(", ", more));
  }

  private static String words(QualityFlag flag) {
    return flag.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String calibration(Calibration c) {
    String source;
    if (c instanceof Calibration.Isocentre i) {
      source = i.offPlaneMm().isPresent() ? "isocentre, depth known" : "isocentre";
    } else if (c instanceof Calibration.Catheter k) {
      source = String.format(Locale.ROOT, "catheter, %.1f F", k.french());
    } else if (c instanceof Calibration.Manual) {
      source = "manual";
    } else {
      return "none; lengths in pixels";
    }
    return String.format(
        Locale.ROOT,
        "%s, %.4f mm per pixel ± %.1f %%",
        source,
        c.mmPerPixel().orElseThrow(),
        100 * c.relativeUncertainty());
  }
}
