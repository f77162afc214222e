// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.evaluate.Interval;
import java.util.Locale;

/** An {@link EffortReport} as lines of text. */
final class EffortText {
  private static final int[] HOPED = {45, 65, 85};

  private EffortText() {}

  static String of(EffortReport report) {
    StringBuilder out = new StringBuilder();
    for (int round : report.rounds()) {
      EffortReport all = report.round(round);
      String hope = round <= HOPED.length ? "; hoped for: " + HOPED[round - 1] + " %" : "";
      out.append("Round ").append(round).append(hope).append('\n');
      if (!all.random().done().isEmpty()) {
        lines(out, "  chosen at random, which speaks for all cases", all.random());
      }
      lines(out, "  all of the round, most of them chosen for being hard", all);
    }
    out.append(
        """
        Reductions are against an outline by hand of every object, by a clock from published studies;
        the time to look is assumed. The range is from quick outlines and slow clicks to slow outlines
        and quick clicks. 45, 65 and 85 % were hoped for; no study was found that measured the first two.
        """);
    out.append(
        format(
            "A look and a box each save %.0f %% at most (%.0f to %.0f).\n",
            100 * Clock.MID.ceiling(), 100 * worst().ceiling(), 100 * best().ceiling()));
    out.append(
        """
        Where a robot stood in for readers these figures flatter: robots never mistake the object, click
        better and never tire; people scored less wherever both were compared.
        """);
    return out.toString();
  }

  private static Clock worst() {
    return Clock.HIGH.outlinesOf(Clock.LOW);
  }

  private static Clock best() {
    return Clock.LOW.outlinesOf(Clock.HIGH);
  }

  private static void lines(StringBuilder out, String what, EffortReport r) {
    Interval clicks = r.clicks();
    out.append(what)
        .append(format(" (%d of %d patients)\n", clicks.values(), clicks.groups()))
        .append(format("    clicks             %s\n", number(clicks, 1, "%.2f")))
        .append(format("    accepted untouched %s %%\n", number(r.untouched(), 100, "%.1f")))
        .append(format("    drawn by hand      %s %%\n", number(r.gaveUp(), 100, "%.1f")))
        .append(format("    seconds            %s\n", clocks(r)))
        .append(
            format(
                "    reduction          %s %%; quick %s, slow %s; range %.0f to %.0f\n",
                number(r.reduction(Clock.MID), 100, "%.0f"),
                number(r.reduction(Clock.LOW), 100, "%.0f"),
                number(r.reduction(Clock.HIGH), 100, "%.0f"),
                100 * r.reduction(worst()).estimate(),
                100 * r.reduction(best()).estimate()));
  }

  private static String clocks(EffortReport r) {
    return format(
        "%s; quick %s, slow %s",
        number(r.seconds(Clock.MID), 1, "%.1f"),
        number(r.seconds(Clock.LOW), 1, "%.1f"),
        number(r.seconds(Clock.HIGH), 1, "%.1f"));
  }

  private static String number(Interval i, double scale, String digits) {
    String estimate = format(digits, scale * i.estimate());
    return i.known()
        ? estimate
            + format(" (" + digits + " to " + digits + ")", scale * i.low(), scale * i.high())
        : estimate + " (one patient: no interval)";
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
