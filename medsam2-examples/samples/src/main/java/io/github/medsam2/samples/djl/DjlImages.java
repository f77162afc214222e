// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.djl;

import ai.djl.modality.cv.output.BoundingBox;
import ai.djl.modality.cv.output.DetectedObjects;
import ai.djl.modality.cv.output.Mask;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.Image;
import java.awt.image.BufferedImage;
import java.util.List;

/** Pictures and masks to and fro. */
final class DjlImages {

  private DjlImages() {}

  static Image toImage(ai.djl.modality.cv.Image image) {
    if (image.getWrappedImage() instanceof BufferedImage awt) {
      return BufferedImages.toImage(awt);
    }
    throw new IllegalArgumentException(
        "expected an image of DJL's BufferedImageFactory, the default on desktops");
  }

  /** As {@code Sam2Translator} gives it: one object without a name, its mask over the image. */
  static DetectedObjects toObjects(Segmentation s) {
    float[][] inside = new float[s.height()][s.width()];
    io.github.medsam2.image.Mask mask = s.mask();
    for (int y = 0; y < s.height(); y++) {
      for (int x = 0; x < s.width(); x++) {
        inside[y][x] = mask.contains(x, y) ? 1 : 0;
      }
    }
    BoundingBox box = new Mask(0, 0, s.width(), s.height(), inside, true);
    return new DetectedObjects(List.of(""), List.of((double) s.iou()), List.of(box));
  }
}
