// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.study;

import io.github.medsam2.qca.stats.ConfusionMatrix;
import io.github.medsam2.qca.stats.Detection;
import io.github.medsam2.qca.stats.SeverityBand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Stenoses found at the usual thresholds, and severity in five bands; occlusions included. */
final class DetectionSection {
  private static final double[] THRESHOLDS = {50, 70};

  private static final List<SeverityBand> BANDS = List.of(SeverityBand.values());

  private DetectionSection() {}

  static void add(Html page, Study study) {
    List<StudyCase> test = study.test().stream().filter(c -> c.measured().isPresent()).toList();
    if (test.isEmpty()) {
      return;
    }
    page.heading(2, "Severity as a category");
    double[] truth = test.stream().mapToDouble(c -> c.truth().stenosis()).toArray();
    double[] measured =
        test.stream().mapToDouble(c -> c.measured().orElseThrow().stenosis()).toArray();
    List<List<String>> rows = new ArrayList<>();
    for (double t : THRESHOLDS) {
      Detection d = Detection.at(t, truth, measured);
      long positive = Arrays.stream(truth).filter(v -> v >= t).count();
      rows.add(
          List.of(
              "%DS of " + Num.of(t, 0) + " and more",
              positive + " of " + test.size(),
              Num.percent(d.sensitivity()),
              Num.percent(d.specificity()),
              Num.percent(d.ppv()),
              Num.percent(d.npv()),
              Num.of(d.auroc(), 3),
              Num.of(d.auprc(), 3)));
    }
    page.table(
        List.of(
            "stenosis", "positive", "sensitivity", "specificity", "PPV", "NPV", "AUROC", "AUPRC"),
        rows);
    ConfusionMatrix matrix = matrix(truth, measured);
    page.text(
        "Five bands: linearly weighted kappa "
            + Num.of(matrix.kappa(ConfusionMatrix.Weights.LINEAR), 3)
            + ", quadratically weighted "
            + Num.of(matrix.kappa(ConfusionMatrix.Weights.QUADRATIC), 3)
            + ", unweighted "
            + Num.of(matrix.kappa(ConfusionMatrix.Weights.NONE), 3)
            + ", same band "
            + Num.percent(matrix.accuracy())
            + ".");
    int[][] counts = new int[BANDS.size()][BANDS.size()];
    for (int i = 0; i < BANDS.size(); i++) {
      int row = i;
      Arrays.setAll(counts[i], j -> matrix.count(row, j));
    }
    page.matrix(BANDS.stream().map(SeverityBand::range).toList(), counts);
  }

  private static ConfusionMatrix matrix(double[] truth, double[] measured) {
    return ConfusionMatrix.of(BANDS.size(), bands(truth), bands(measured));
  }

  private static int[] bands(double[] percent) {
    return Arrays.stream(percent).mapToInt(p -> BANDS.indexOf(SeverityBand.of(p))).toArray();
  }
}
