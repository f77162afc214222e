// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.Slots;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.ops.Values;
import io.github.medsam2.tensor.HostTensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Teaches the image encoder beside the prompts: one linear map on its coarsest features and one on
 * its finest say of every pixel whether it lies in any labelled object. A small network that starts
 * from nothing finds vessels by it. The two maps are learnt with the network and never leave the
 * run.
 *
 * <p>Objects nobody labelled look like labelled ones. So pixels far from all labels count little.
 *
 * @param weight at first, beside the losses of the prompts; at least 0
 * @param last at the end; between them half a cosine
 * @param band pixels of the network's input around labelled ones that count in full
 * @param far what the others count, 0 to 1
 */
public record DenseLoss(double weight, double last, int band, double far) {
  private static final String TOP = "dense_loss.top.";
  private static final String FINE = "dense_loss.fine.";

  /** The share of pixels that begins as being expected inside: vessels cover so much. */
  private static final float PRIOR = (float) Math.log(0.06 / 0.94);

  /** Checks the ranges. */
  public DenseLoss {
    require("weight", weight >= 0 && Double.isFinite(weight), weight);
    require("last weight", last >= 0 && Double.isFinite(last), last);
    require("band", band >= 0 && band < 10_000, band);
    require("weight of far pixels", far >= 0 && far <= 1, far);
  }

  private static void require(String what, boolean good, double found) {
    if (!good) {
      throw new InvalidInputException(
          "dense loss, " + what, "at least 0; far at most 1", found + "", "correct the number");
    }
  }

  /** For vessels: in full at first, a tenth at the end, a band of 12 pixels. */
  public static DenseLoss vessels() {
    return new DenseLoss(1, 0.1, 12, 0.1);
  }

  /**
   * The weight after a share of the training.
   *
   * @param done 0 to 1
   */
  public double at(double done) {
    return last + (weight - last) * 0.5 * (1 + StrictMath.cos(StrictMath.PI * done));
  }

  /**
   * What the two maps begin with: they know nothing but how rare objects are.
   *
   * @param width channels of the network's coarsest features
   * @param fine whether it has finer ones, of an eighth of that
   */
  public Map<String, HostTensor> parameters(int width, boolean fine) {
    Map<String, HostTensor> all = new LinkedHashMap<>();
    all.put(TOP + "weight", HostTensor.of(new float[width], 1, width));
    all.put(TOP + "bias", HostTensor.of(new float[] {PRIOR}, 1));
    if (fine) {
      all.put(FINE + "weight", HostTensor.of(new float[width / 8], 1, width / 8, 1, 1));
      all.put(FINE + "bias", HostTensor.of(new float[] {PRIOR}, 1));
    }
    return all;
  }

  /**
   * The loss of both maps, of one element, not weighed.
   *
   * @param features what the image encoder gives: {@link Slots#TOKENS}, {@link Slots#QUARTER}
   * @param truth (1, 1, S, S): 1 in any labelled object
   * @param counted (1, 1, S, S): what each pixel counts
   */
  public <T> T of(LossOps<T> ops, Map<String, T> features, T truth, T counted) {
    T tokens = new Values<>(features).get(Slots.TOKENS);
    long grid = Math.round(Math.sqrt(ops.shape(tokens).dim(1)));
    T top = ops.linear(tokens, ops.param(TOP + "weight"), ops.param(TOP + "bias"));
    T loss = loss(ops, ops.reshape(top, 1, 1, grid, grid), truth, counted);
    T quarter = features.get(Slots.QUARTER.name());
    if (quarter == null) {
      return loss;
    }
    T fine = ops.conv2d(quarter, ops.param(FINE + "weight"), ops.param(FINE + "bias"), 1, 0, 1);
    return ops.add(loss, loss(ops, fine, truth, counted));
  }

  private static <T> T loss(LossOps<T> ops, T logits, T truth, T counted) {
    int height = (int) ops.shape(truth).dim(2);
    int width = (int) ops.shape(truth).dim(3);
    T full = ops.resizeBilinear(logits, height, width);
    MaskLoss<T> masks = new MaskLoss<>(ops, full, truth, counted);
    return ops.total(ops.add(ops.affine(masks.focal(), 20, 0), masks.dice()));
  }
}
