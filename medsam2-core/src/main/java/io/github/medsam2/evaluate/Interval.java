// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

/**
 * A statistic of some values and the range it may lie in.
 *
 * @param estimate of the values themselves
 * @param low lower end; NaN where all values are of one group, as nothing is known of others then
 * @param high upper end; NaN as {@code low}
 * @param values how many there are
 * @param groups of how many patients they are
 */
public record Interval(double estimate, double low, double high, int values, int groups) {

  /** Whether there are two groups at least, so that the ends are numbers. */
  public boolean known() {
    return !Double.isNaN(low);
  }

  /** Whether a known interval lies above or below a number altogether. */
  public boolean excludes(double number) {
    return low > number || high < number;
  }
}
