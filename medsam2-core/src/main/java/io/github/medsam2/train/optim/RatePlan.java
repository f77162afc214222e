// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.optim;

import io.github.medsam2.engine.AdamW;
import io.github.medsam2.error.InvalidInputException;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Learning rate and weight decay of every key, as the original sets them. Immutable.
 *
 * @param rate of all keys outside of the image encoder
 * @param encoderRate of the keys of the image encoder: trunk and neck
 * @param layerDecay what a block of the trunk learns of the next one's rate, above 0 to 1: early
 *     blocks know what all images have in common
 * @param weightDecay of all keys but biases and layer norms
 * @param schedule of all rates
 */
public record RatePlan(
    double rate, double encoderRate, double layerDecay, double weightDecay, Schedule schedule) {
  /** Of SAM 2, and of SAM 3. */
  private static final String ENCODER =
      "(?:image_encoder|detector\\.backbone\\.vision_backbone)\\.";

  private static final Pattern IN_ENCODER = Pattern.compile(ENCODER + ".*");
  private static final Pattern PATCHES = Pattern.compile(ENCODER + "trunk\\.patch_embed\\..*");
  private static final Pattern BLOCK = Pattern.compile(ENCODER + "trunk\\.blocks\\.(\\d+)\\..*");
  private static final Pattern UNDECAYED =
      Pattern.compile(
          ".*bias.*"
              + "|("
              + ENCODER
              + "trunk|memory_attention|sam_mask_decoder\\.transformer)"
              + "\\.(.*\\.)?(norm[^.]*|ln_pre)\\.weight"
              + "|(reading_heads|text_prompt_encoder)\\.([a-z]+\\.)?[a-z]+_norm\\.weight");

  /** Checks the ranges. */
  public RatePlan {
    require("rate", rate, rate >= 0 && Double.isFinite(rate));
    require("rate of the image encoder", encoderRate, encoderRate >= 0 && encoderRate < 1e9);
    require("layer decay", layerDecay, layerDecay > 0 && layerDecay <= 1);
    require("weight decay", weightDecay, weightDecay >= 0 && Double.isFinite(weightDecay));
  }

  private static void require(String what, double value, boolean good) {
    if (!good) {
      throw new InvalidInputException(
          what, "finite, at least 0; layer decay at most 1", value + "", "correct the number");
    }
  }

  /** As MedSAM2 was trained. */
  public static RatePlan medSam2(long steps) {
    return new RatePlan(5e-5, 3e-5, 0.9, 0.1, Schedule.fineTuning(steps));
  }

  /** As SAM 2.1 was fine-tuned: ten times slower. */
  public static RatePlan sam2(long steps) {
    return new RatePlan(5e-6, 3e-6, 0.9, 0.1, Schedule.fineTuning(steps));
  }

  /** For adapters: high rates, alike in all layers, without decay. */
  public static RatePlan adapter(long steps) {
    return new RatePlan(5e-4, 5e-4, 1, 0, Schedule.fineTuning(steps));
  }

  /** One rate for everything, all the time. */
  public static RatePlan constant(double rate) {
    return new RatePlan(rate, rate, 1, 0, Schedule.constant());
  }

  /**
   * The rates at an update.
   *
   * @param keys all keys of the network, which tell how many blocks the trunk has
   * @param step counted from 0
   */
  public Function<String, AdamW.Rate> at(Set<String> keys, long step) {
    int blocks = keys.stream().mapToInt(RatePlan::block).max().orElse(-1) + 1;
    double share = schedule.at(step);
    return key -> new AdamW.Rate(full(key, blocks) * share, decays(key) ? weightDecay : 0);
  }

  private double full(String key, int blocks) {
    if (!IN_ENCODER.matcher(key).matches()) {
      return rate;
    }
    int block = block(key);
    if (block >= 0) {
      return encoderRate * Math.pow(layerDecay, blocks - block);
    }
    boolean patches = PATCHES.matcher(key).matches();
    return patches ? encoderRate * Math.pow(layerDecay, blocks + 1) : encoderRate;
  }

  /** The block of a key of the trunk, or -1. */
  private static int block(String key) {
    Matcher m = BLOCK.matcher(key);
    return m.matches() ? Integer.parseInt(m.group(1)) : -1;
  }

  private static boolean decays(String key) {
    return !UNDECAYED.matcher(key).matches();
  }
}
