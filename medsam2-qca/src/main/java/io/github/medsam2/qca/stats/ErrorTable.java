package io.github.medsam2.qca.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A table of errors with its baselines in the same rows and columns, so that no number stands
 * alone. The first row added is the constant predictor, against which skill is told. Not
 * thread-safe.
 */
public final class ErrorTable {
  private final String unit;
  private final double[] reference;
  private final List<String> names = new ArrayList<>();
  private final List<ErrorSummary> rows = new ArrayList<>();
  private final List<Double> iccs = new ArrayList<>();

  /**
   * @param unit of the values, for the heading
   * @param reference true values
   * @param constant predictions of the constant baseline
   */
  public ErrorTable(String unit, double[] reference, double[] constant) {
    this.unit = unit;
    this.reference = reference.clone();
    add("constant", constant);
  }

  /** Adds a predictor. */
  public ErrorTable add(String name, double[] predicted) {
    rows.add(ErrorSummary.of(reference, predicted));
    names.add(name);
    double[][] ratings = new double[reference.length][];
    for (int i = 0; i < ratings.length; i++) {
      ratings[i] = new double[] {reference[i], predicted[i]};
    }
    iccs.add(ratings.length < 2 ? Double.NaN : Icc.twoOne(ratings).value());
    return this;
  }

  /** The table in Markdown. */
  public String markdown() {
    StringBuilder t = new StringBuilder();
    t.append(
        String.format(
            Locale.ROOT,
            "n = %d, SD of the reference %.2f %s%n%n"
                + "| predictor | MAE | RMSE | bias | SD of difference | ICC(2,1) | skill |%n"
                + "|---|---|---|---|---|---|---|%n",
            reference.length,
            rows.get(0).sdReference(),
            unit));
    for (int i = 0; i < rows.size(); i++) {
      ErrorSummary e = rows.get(i);
      t.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %+.2f | %.2f | %.2f | %.2f |%n",
              names.get(i),
              e.mae(),
              e.rmse(),
              e.bias(),
              e.sdDifference(),
              iccs.get(i),
              e.skill(rows.get(0))));
    }
    return t.toString();
  }
}
