// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.coronary;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.net.coronary.Places;
import io.github.medsam2.net.layer.Layers;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.loss.FrameLoss;
import io.github.medsam2.train.loss.ReadingTruth;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Teaches where segments lie, so that naming one finds it: {@link Places}. A cell belongs to a
 * segment by the share of it that its mask covers, wholly from a quarter on, as vessels are thinner
 * than cells. What carries no label counts less, as not every vessel is labelled.
 *
 * @param weight of the loss beside those of the masks; at least 0
 * @param background how much a cell of no segment counts; at least 0
 */
public record CoronaryPlaces(double weight, double background) implements FrameLoss {
  private static final double WHOLE = 0.25;

  /** Checks the ranges. */
  public CoronaryPlaces {
    if (!(weight >= 0 && weight < 1e6 && background >= 0 && background < 1e6)) {
      throw new InvalidInputException(
          "coronary places", "weights of at least 0", weight + ", " + background, "correct them");
    }
  }

  @Override
  public String name() {
    return "places";
  }

  /** The cross-entropy, in the mean over cells. */
  @Override
  public <T> T of(LossOps<T> ops, Map<String, T> features, List<SampleObject> objects, int frame) {
    T tokens = Objects.requireNonNull(features.get(Slots.TOKENS.name()));
    int cells = Math.toIntExact(ops.shape(tokens).dim(1));
    int width = Math.toIntExact(ops.shape(tokens).dim(2));
    int side = (int) Math.round(Math.sqrt(cells));
    Places<T> places = new Places<>(Layers.root(ops).at(CoronaryConfig.PLACES), side, width);
    T targets =
        ops.constant(HostTensor.of(targets(objects, frame, side), 1, cells, Places.CLASSES));
    T likely = ops.logSoftmax(places.logits(tokens));
    return ops.affine(ops.total(ops.mul(likely, targets)), -weight / cells, 0);
  }

  /** (g * g, 30) weighed probabilities. */
  float[] targets(List<SampleObject> objects, int frame, int side) {
    float[] targets = new float[side * side * Places.CLASSES];
    for (SampleObject object : objects) {
      int row = CoronaryReadings.row(ReadingTruth.of(object));
      if (row >= 0) {
        add(targets, covered(object.masks().get(frame), side), row);
      }
    }
    for (int cell = 0; cell < side * side; cell++) {
      settle(targets, cell * Places.CLASSES);
    }
    return targets;
  }

  /** Of each cell the share that a mask covers. */
  private static float[] covered(Mask mask, int side) {
    float[] cells = new float[side * side];
    float each = (float) side * side / ((float) mask.width() * mask.height());
    mask.forEachRun(
        (y, from, to) -> {
          int row = y * side / mask.height() * side;
          for (int x = from; x < to; x++) {
            cells[row + x * side / mask.width()] += each;
          }
        });
    return cells;
  }

  private static void add(float[] targets, float[] covered, int segment) {
    for (int cell = 0; cell < covered.length; cell++) {
      targets[cell * Places.CLASSES + segment] += (float) Math.min(1, covered[cell] / WHOLE);
    }
  }

  /** Segments that meet in a cell share it; what they leave belongs to none. */
  private void settle(float[] targets, int at) {
    double sum = 0;
    for (int i = 0; i < CoronaryConfig.SEGMENTS; i++) {
      sum += targets[at + i];
    }
    for (int i = 0; sum > 1 && i < CoronaryConfig.SEGMENTS; i++) {
      targets[at + i] = (float) (targets[at + i] / sum);
    }
    targets[at + CoronaryConfig.SEGMENTS] = (float) (background * Math.max(0, 1 - sum));
  }
}
