// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;

/**
 * What labels should be predicted: each weighed by how rare it is, and smoothed over those it is
 * easily taken for. Immutable.
 *
 * @param weights of each label
 * @param neighbours of each label, such as the segments beside it in a tree; may be empty
 * @param smoothing the share that goes to the neighbours alike, 0 to below 1
 */
public record LabelTargets(List<Double> weights, List<List<Integer>> neighbours, double smoothing) {

  /** Checks sizes and ranges. */
  public LabelTargets {
    weights = List.copyOf(weights);
    neighbours = neighbours.stream().map(List::copyOf).toList();
    int labels = weights.size();
    boolean known = neighbours.stream().flatMap(List::stream).allMatch(n -> n >= 0 && n < labels);
    if (neighbours.size() != labels || !known || !(smoothing >= 0 && smoothing < 1)) {
      throw new InvalidInputException(
          "targets of labels",
          "neighbours of each of " + labels + " labels, smoothing of 0 to below 1",
          neighbours.size() + " of them, smoothing " + smoothing,
          "correct the lists");
    }
  }

  /**
   * Weights that even out how often labels occur: the square root of the mean count over a label's
   * own, at most 5. Labels that never occur do not count for the mean.
   *
   * @param counts cases of each label, at least 0
   */
  public static List<Double> balance(long... counts) {
    double mean = Arrays.stream(counts).filter(n -> n > 0).average().orElse(1);
    return Arrays.stream(counts).mapToObj(n -> Math.min(5, Math.sqrt(mean / n))).toList();
  }

  /**
   * The targets of some objects.
   *
   * @param labels of the objects; -1 where a label is not known
   * @return (O, K)
   */
  public HostTensor of(int... labels) {
    int count = weights.size();
    float[] targets = new float[labels.length * count];
    for (int object = 0; object < labels.length; object++) {
      if (labels[object] >= 0) {
        put(targets, object * count, labels[object]);
      }
    }
    return HostTensor.of(targets, labels.length, count);
  }

  private void put(float[] targets, int at, int label) {
    if (label >= weights.size()) {
      throw new InvalidInputException(
          "label", "below " + weights.size(), label + "", "correct the label");
    }
    double weight = weights.get(label);
    List<Integer> beside = neighbours.get(label);
    double spread = beside.isEmpty() ? 0 : smoothing;
    targets[at + label] += (float) (weight * (1 - spread));
    for (int neighbour : beside) {
      targets[at + neighbour] += (float) (weight * spread / beside.size());
    }
  }
}
