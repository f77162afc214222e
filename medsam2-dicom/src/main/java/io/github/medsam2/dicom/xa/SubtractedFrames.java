// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.xa;

import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import java.util.List;

/**
 * Frames minus their mask, as 32-bit grey around 0; frames without a mask stay all 0. Linear values
 * are subtracted as logarithms, as attenuations add up. Thread-safe when the frames are.
 */
final class SubtractedFrames {
  private final FrameSource frames;
  private final List<MaskSubtraction> subtractions;
  private final boolean linear;
  private final int width;
  private final int height;

  private SubtractedFrames(FrameSource frames, List<MaskSubtraction> subtractions, boolean linear) {
    this.frames = frames;
    this.subtractions = subtractions;
    this.linear = linear;
    this.width = frames.width();
    this.height = frames.height();
  }

  /**
   * Frames minus their masks.
   *
   * @param linear whether values are linear to the intensity at the detector
   */
  static FrameSource of(FrameSource frames, List<MaskSubtraction> subtractions, boolean linear) {
    return frames.mapIndexed(new SubtractedFrames(frames, subtractions, linear)::subtracted);
  }

  private Image subtracted(Image live, int index) {
    float[] out = new float[width * height];
    for (MaskSubtraction s : subtractions) {
      List<Integer> masks = s.masksOf(index, frames.count());
      if (!masks.isEmpty()) {
        subtract(out, live, masks, s);
        break;
      }
    }
    return Image.grayFloat(width, height, out);
  }

  private void subtract(float[] out, Image frame, List<Integer> masks, MaskSubtraction s) {
    float[] mask = new float[out.length];
    for (int m : masks) {
      add(mask, frames.frame(m), 1f / masks.size());
    }
    float[] live = new float[out.length];
    add(live, frame, 1);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        // A positive shift moves the mask down and toward the left column.
        float m = sample(mask, x + s.columnShift(), y - s.rowShift());
        out[y * width + x] = live[y * width + x] - m;
      }
    }
  }

  private void add(float[] sum, Image image, float weight) {
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        float v = image.value(x, y, 0);
        sum[y * width + x] += weight * (linear ? (float) Math.log(Math.max(v, 1)) : v);
      }
    }
  }

  /** Between pixels linearly; outside the image its border goes on. */
  private float sample(float[] image, double x, double y) {
    int x0 = (int) Math.floor(x);
    int y0 = (int) Math.floor(y);
    float fx = (float) (x - x0);
    float fy = (float) (y - y0);
    float top = at(image, x0, y0) * (1 - fx) + at(image, x0 + 1, y0) * fx;
    float bottom = at(image, x0, y0 + 1) * (1 - fx) + at(image, x0 + 1, y0 + 1) * fx;
    return top * (1 - fy) + bottom * fy;
  }

  private float at(float[] image, int x, int y) {
    int cx = Math.max(0, Math.min(x, width - 1));
    int cy = Math.max(0, Math.min(y, height - 1));
    return image[cy * width + cx];
  }
}
