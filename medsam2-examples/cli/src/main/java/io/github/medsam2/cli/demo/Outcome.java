// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.demo;

import io.github.medsam2.cli.work.Followed;
import io.github.medsam2.cli.work.Measured;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.image.Mask;
import io.github.medsam2.qca.reading.SegmentReading;
import io.github.medsam2.qca.report.QcaReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the main job found.
 *
 * @param model in words
 * @param cine what the file says of itself
 * @param followed the vessel on every frame
 * @param byWords the mask that words alone give; absent where the model has no parts for words
 * @param reading what the model reads of the mask; absent where it does not read
 * @param measured the vessel on the frame it was shown on; absent where it could not be measured
 * @param shortfalls what this model cannot do or did badly, in words
 * @param truth of a phantom
 */
record Outcome(
    String model,
    List<String> cine,
    Followed followed,
    Optional<Mask> byWords,
    Optional<SegmentReading> reading,
    Optional<Measured> measured,
    List<String> shortfalls,
    Optional<Truth> truth) {
  private static final double POOR = 0.5;
  private static final double LOST = 0.3;

  /** How it compares with the truth, one line each; nothing without a truth. */
  List<String> agreement() {
    List<String> lines = new ArrayList<>();
    truth.ifPresent(t -> agreement(t, lines));
    return lines;
  }

  private void agreement(Truth t, List<String> lines) {
    List<Mask> found = followed.masks();
    double shown = t.dice(found).get(followed.prompted());
    lines.add(
        String.format(
            Locale.ROOT,
            "Dice on frame %d, on which it was shown: %.2f",
            followed.prompted() + 1,
            shown));
    lines.add(
        String.format(
            Locale.ROOT,
            "Dice over the %d frames on which it can be seen: mean %.2f, lowest %.2f",
            t.visible(),
            t.meanDice(found),
            t.dice(found).stream()
                .filter(d -> !d.isNaN())
                .min(Double::compare)
                .orElse(Double.NaN)));
    if (t.visible() < found.size()) {
      lines.add(
          String.format(
              Locale.ROOT,
              "something found on %d of the %d frames that contrast has not reached yet",
              t.falseFrames(found),
              found.size() - t.visible()));
    }
    byWords.ifPresent(
        m ->
            lines.add(
                String.format(
                    Locale.ROOT,
                    "Dice of the mask by words alone: %.2f",
                    MaskScores.overlap(m, t.masks().get(followed.prompted())).dice())));
    measured.map(Measured::report).ifPresent(r -> measurement(r, t, lines));
  }

  private static void measurement(QcaReport r, Truth t, List<String> lines) {
    lines.add(
        String.format(
            Locale.ROOT,
            "diameter stenosis %.0f %%, true %.0f %%",
            r.result().diameterStenosis(),
            t.lesion().projected().diameterStenosis()));
    r.result()
        .mld()
        .mm()
        .ifPresent(
            mm ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "minimal lumen diameter %.2f mm, true %.2f mm",
                        mm,
                        t.lesion().projected().mldMm())));
  }

  /** The shortfalls, with those that only the truth or the frames tell. */
  List<String> told() {
    List<String> all = new ArrayList<>(shortfalls);
    truth.ifPresent(
        t -> {
          double mean = t.meanDice(followed.masks());
          double shown = t.dice(followed.masks()).get(followed.prompted());
          if (mean < POOR) {
            all.add(
                String.format(
                    Locale.ROOT,
                    "THIS MODEL DID NOT FOLLOW THE VESSEL: mean Dice %.2f over the cine, %.2f on"
                        + " the frame it was shown on. Do not believe its masks elsewhere.",
                    mean,
                    shown));
          } else if (t.dice(followed.masks()).stream().anyMatch(d -> d < LOST)) {
            all.add("The vessel was lost on some frames; see the curve.");
          }
        });
    return all;
  }
}
