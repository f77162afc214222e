// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Random changes of a sample that leave its labels true: all frames and masks of a sample are moved
 * alike. Left and right are swapped together with the side of the view. Immutable and thread-safe.
 *
 * @param rotation up to so many degrees either way, 0 to 180
 * @param zoomLeast smallest magnification, above 0
 * @param zoomMost largest magnification
 * @param shift up to so much of the size either way, 0 to 0.5
 * @param mirror share of samples with left and right swapped, 0 to 1
 * @param grey how the grey values change
 * @param closeUp which samples are shown from near instead of zoomed
 */
public record Augmentation(
    double rotation,
    double zoomLeast,
    double zoomMost,
    double shift,
    double mirror,
    GreyChange grey,
    CloseUp closeUp) {

  /** No change. */
  public static final Augmentation NONE =
      new Augmentation(0, 1, 1, 0, 0, GreyChange.NONE, CloseUp.NEVER);

  /** For X-ray angiography, where the detector rotates with the arm and dose varies. */
  public static final Augmentation ANGIOGRAPHY =
      new Augmentation(25, 0.95, 1.45, 0.05, 0.5, GreyChange.ANGIOGRAPHY, CloseUp.NEVER);

  /** Checks the ranges. */
  public Augmentation {
    require("rotation", rotation >= 0 && rotation <= 180, "0 to 180 degrees", rotation);
    require("smallest zoom", zoomLeast > 0 && zoomLeast <= 100, "above 0 to 100", zoomLeast);
    require("largest zoom", zoomMost >= zoomLeast && zoomMost <= 100, "least to 100", zoomMost);
    require("shift", shift >= 0 && shift <= 0.5, "0 to 0.5", shift);
    require("share of mirrored samples", mirror >= 0 && mirror <= 1, "0 to 1", mirror);
  }

  static void require(String what, boolean good, String expected, double found) {
    if (!good) {
      throw new InvalidInputException(
          "augmentation, " + what, expected, Double.toString(found), "correct the number");
    }
  }

  /** These changes without those that swap left and right. */
  public Augmentation withoutMirror() {
    return new Augmentation(rotation, zoomLeast, zoomMost, shift, 0, grey, closeUp);
  }

  /** These changes with some samples shown from near. */
  public Augmentation withCloseUp(CloseUp other) {
    return new Augmentation(rotation, zoomLeast, zoomMost, shift, mirror, grey, other);
  }

  /**
   * A changed sample, in 8 bits, of the same size. Equal numbers give equal changes. Objects that
   * leave the image are left out.
   *
   * @return empty when no object is left
   */
  public Optional<Sample> apply(Sample sample, CounterRandom random) {
    if (equals(NONE)) {
      return Optional.of(sample);
    }
    boolean mirrored = random.split("mirror").uniform(0) < mirror;
    Image first = sample.image();
    Optional<CloseUp.View> near = closeUp.draw(sample, random.split("close-up"));
    Placement usual = placement(first.width(), first.height(), mirrored, random);
    Placement placement = near.map(usual::about).orElse(usual);
    List<SampleObject> objects = new ArrayList<>();
    for (SampleObject o : sample.objects()) {
      List<Mask> masks = o.masks().stream().map(placement::move).toList();
      if (masks.stream().anyMatch(m -> !m.isEmpty())) {
        Optional<Description> said =
            mirrored ? o.description().map(Description::mirrored) : o.description();
        objects.add(new SampleObject(masks, said, o.stenosis()));
      }
    }
    if (objects.isEmpty()) {
      return Optional.empty();
    }
    List<Image> frames = new ArrayList<>();
    GreyChange.Drawn greys = grey.draw(random.split("grey"));
    for (int i = 0; i < sample.frames().size(); i++) {
      Image eightBit = Intensity.standard().toUint8(sample.frames().get(i));
      frames.add(greys.apply(placement.move(eightBit), random.split("noise").split(i)));
    }
    return Optional.of(new Sample(sample.id(), sample.group(), frames, objects));
  }

  private Placement placement(int width, int height, boolean mirrored, CounterRandom random) {
    CounterRandom r = random.split("placement");
    double angle = Math.toRadians(rotation * (2 * r.uniform(0) - 1));
    double zoom = zoomLeast * StrictMath.pow(zoomMost / zoomLeast, r.uniform(1));
    double right = shift * width * (2 * r.uniform(2) - 1);
    double down = shift * height * (2 * r.uniform(3) - 1);
    return new Placement(width, height, angle, zoom, right, down, mirrored);
  }
}
