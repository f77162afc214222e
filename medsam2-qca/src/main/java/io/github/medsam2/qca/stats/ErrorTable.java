// SPDX-License-Identifier: Apache-2.0
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
  private final List<Row> rows = new ArrayList<>();

  /**
   * One predictor.
   *
   * @param name of the predictor
   * @param errors against the reference
   * @param icc ICC(2,1) with the reference; NaN for one pair
   * @param skill {@code 1 - MAE / MAE of the constant}
   */
  public record Row(String name, ErrorSummary errors, double icc, double skill) {}

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
    ErrorSummary errors = ErrorSummary.of(reference, predicted);
    double[][] ratings = new double[reference.length][];
    for (int i = 0; i < ratings.length; i++) {
      ratings[i] = new double[] {reference[i], predicted[i]};
    }
    double icc = ratings.length < 2 ? Double.NaN : Icc.twoOne(ratings).value();
    ErrorSummary constant = rows.isEmpty() ? errors : rows.get(0).errors();
    rows.add(new Row(name, errors, icc, errors.skill(constant)));
    return this;
  }

  /** The rows in the order they were added, the constant first. */
  public List<Row> rows() {
    return List.copyOf(rows);
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
            rows.get(0).errors().sdReference(),
            unit));
    for (Row row : rows) {
      ErrorSummary e = row.errors();
      t.append(
          String.format(
              Locale.ROOT,
              "| %s | %.2f | %.2f | %+.2f | %.2f | %.2f | %.2f |%n",
              row.name(),
              e.mae(),
              e.rmse(),
              e.bias(),
              e.sdDifference(),
              row.icc(),
              row.skill()));
    }
    return t.toString();
  }
}
