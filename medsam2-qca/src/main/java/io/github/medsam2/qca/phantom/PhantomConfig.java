// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.qca.anatomy.Dominance;
import io.github.medsam2.qca.anatomy.TreeSide;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that decides a phantom: the same configuration gives the same bytes.
 *
 * @param seed decides everything that is drawn by chance
 * @param tree which tree is injected
 * @param dominance which artery gives the posterior descending artery
 * @param primary positioner primary angle, degrees, LAO positive
 * @param secondary positioner secondary angle, degrees, cranial positive
 * @param width columns, 16 to 4096
 * @param height rows, 16 to 4096
 * @param pitch distance of pixel centres on the detector, mm
 * @param bits 8 for an 8-bit or 12 for a 16-bit image with 12 bits in use
 * @param frames length of the cine
 * @param framesPerSecond frame rate
 * @param kerma detector dose per frame, micrograys
 * @param lesions what to put in
 * @param effects which parts of the image formation take place
 */
public record PhantomConfig(
    long seed,
    TreeSide tree,
    Dominance dominance,
    double primary,
    double secondary,
    int width,
    int height,
    double pitch,
    int bits,
    int frames,
    double framesPerSecond,
    double kerma,
    List<LesionSpec> lesions,
    Set<Effect> effects) {

  /** Distance from source to image, mm. */
  public static final double SID = 1050;

  /** Distance from source to isocentre, mm. */
  public static final double SOD = 765;

  private static final int LARGEST = 4096;
  private static final int LONGEST = 10_000;

  /** Checks ranges and copies the collections. */
  public PhantomConfig {
    boolean good =
        width >= 16
            && height >= 16
            && width <= LARGEST
            && height <= LARGEST
            && pitch > 0.05
            && pitch < 10
            && (bits == 8 || bits == 12)
            && frames >= 1
            && frames <= LONGEST
            && framesPerSecond > 0.1
            && framesPerSecond <= 200
            && kerma > 0
            && kerma <= 100
            && Math.abs(primary) <= 180
            && Math.abs(secondary) <= 90;
    if (!good) {
      throw new InvalidInputException(
          "phantom configuration",
          "sizes 16..4096, pitch 0.05..10 mm, 8 or 12 bits, 1..10000 frames, a frame rate of"
              + " 0.1..200, a dose up to 100 uGy, angles within 180 and 90 degrees",
          width
              + "x"
              + height
              + ", pitch "
              + pitch
              + ", "
              + bits
              + " bits, "
              + frames
              + " frames"
              + " at "
              + framesPerSecond
              + "/s, "
              + kerma
              + " uGy, "
              + primary
              + "/"
              + secondary,
          "correct the configuration");
    }
    lesions = List.copyOf(lesions);
    effects = Set.copyOf(effects);
  }

  /**
   * A cine as archives hold it: 512 x 512, 8 bit, 60 frames at 15 per second, right dominant, no
   * lesion, every effect but sharpening, devices and calcium.
   */
  public static PhantomConfig of(long seed, TreeSide tree, double primary, double secondary) {
    return new PhantomConfig(
        seed,
        tree,
        Dominance.RIGHT,
        primary,
        secondary,
        512,
        512,
        0.308,
        8,
        60,
        15,
        0.15,
        List.of(),
        EnumSet.complementOf(EnumSet.of(Effect.SHARPENING, Effect.DEVICES, Effect.CALCIUM)));
  }

  /** The same with a dominance. */
  public PhantomConfig withDominance(Dominance d) {
    return new PhantomConfig(
        seed,
        tree,
        d,
        primary,
        secondary,
        width,
        height,
        pitch,
        bits,
        frames,
        framesPerSecond,
        kerma,
        lesions,
        effects);
  }

  /** The same view on a square detector of other matrix size; the field of view stays. */
  public PhantomConfig withMatrix(int size) {
    return new PhantomConfig(
        seed,
        tree,
        dominance,
        primary,
        secondary,
        size,
        size,
        pitch * width / size,
        bits,
        frames,
        framesPerSecond,
        kerma,
        lesions,
        effects);
  }

  /** The same with another matrix and pixel pitch. */
  public PhantomConfig withDetector(int columns, int rows, double pitchMm, int bitsStored) {
    return new PhantomConfig(
        seed,
        tree,
        dominance,
        primary,
        secondary,
        columns,
        rows,
        pitchMm,
        bitsStored,
        frames,
        framesPerSecond,
        kerma,
        lesions,
        effects);
  }

  /** The same with another length and frame rate. */
  public PhantomConfig withFrames(int count, double perSecond) {
    return new PhantomConfig(
        seed, tree, dominance, primary, secondary, width, height, pitch, bits, count, perSecond,
        kerma, lesions, effects);
  }

  /** The same with another detector dose in micrograys. */
  public PhantomConfig withKerma(double microGray) {
    return new PhantomConfig(
        seed,
        tree,
        dominance,
        primary,
        secondary,
        width,
        height,
        pitch,
        bits,
        frames,
        framesPerSecond,
        microGray,
        lesions,
        effects);
  }

  /** The same with these lesions. */
  public PhantomConfig withLesions(LesionSpec... specs) {
    return new PhantomConfig(
        seed,
        tree,
        dominance,
        primary,
        secondary,
        width,
        height,
        pitch,
        bits,
        frames,
        framesPerSecond,
        kerma,
        List.of(specs),
        effects);
  }

  /** The same with these effects alone. */
  public PhantomConfig withEffects(Set<Effect> only) {
    return new PhantomConfig(
        seed,
        tree,
        dominance,
        primary,
        secondary,
        width,
        height,
        pitch,
        bits,
        frames,
        framesPerSecond,
        kerma,
        lesions,
        only);
  }

  /** The same with some effects more. */
  public PhantomConfig with(Effect... on) {
    EnumSet<Effect> all = EnumSet.copyOf(List.of(on));
    all.addAll(effects);
    return withEffects(all);
  }

  /** The same without some effects. */
  public PhantomConfig without(Effect... off) {
    EnumSet<Effect> rest = EnumSet.noneOf(Effect.class);
    rest.addAll(effects);
    rest.removeAll(List.of(off));
    return withEffects(rest);
  }

  boolean has(Effect effect) {
    return effects.contains(effect);
  }
}
