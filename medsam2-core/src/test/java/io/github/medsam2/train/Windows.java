// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import java.util.ArrayList;
import java.util.List;

/** Square parts of an image about an object, so that small studies see enough of thin vessels. */
public final class Windows {
  private static final int MARGIN = 8;

  private Windows() {}

  /** Whether an object fits a window of so many pixels, with a margin. */
  public static boolean fits(Mask mask, int side) {
    return mask.bounds()
        .filter(b -> Math.max(b.width(), b.height()) <= side - 2 * MARGIN)
        .isPresent();
  }

  /** What a window about a mask, which fits it, shows of a sample: that object alone. */
  public static Sample cut(Sample s, Mask mask, int side) {
    Bounds b = mask.bounds().orElseThrow();
    int x = from(b.x() + b.width() / 2, side, s.image().width());
    int y = from(b.y() + b.height() / 2, side, s.image().height());
    SampleObject object = SampleObject.of(cut(mask, x, y, side));
    return Sample.of(s.id(), s.group(), cut(s.image(), x, y, side), List.of(object));
  }

  /** All objects that fit, of the images from one number to before another. */
  public static SampleSet all(SampleSet images, int from, int to, int side) {
    List<Sample> windows = new ArrayList<>();
    for (int i = from; i < to; i++) {
      Sample s = images.get(i);
      for (SampleObject o : s.objects()) {
        if (fits(o.mask(), side)) {
          Sample w = cut(s, o.mask(), side);
          String id = s.id() + " " + windows.size();
          windows.add(Sample.of(id, s.group(), w.image(), w.objects()));
        }
      }
    }
    return SampleSet.of(windows);
  }

  private static int from(int middle, int side, int size) {
    return Math.max(0, Math.min(size - side, middle - side / 2));
  }

  private static Image cut(Image image, int x0, int y0, int side) {
    Image grey = Intensity.standard().toUint8(image).toGray();
    byte[] pixels = new byte[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) grey.value(x0 + i % side, y0 + i / side, 0);
    }
    return Image.gray8(side, side, pixels);
  }

  private static Mask cut(Mask mask, int x0, int y0, int side) {
    byte[] pixels = new byte[side * side];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (mask.contains(x0 + i % side, y0 + i / side) ? 1 : 0);
    }
    return Mask.of(side, side, pixels);
  }
}
