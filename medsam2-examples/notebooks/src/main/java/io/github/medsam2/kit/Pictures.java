// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import io.github.medsam2.image.BufferedImages;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.OverlayFrames;
import io.github.medsam2.io.OverlayGif;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** Images under masks, for people. */
final class Pictures {
  private static final int[] COLORS = {0xff3b30, 0x34c759, 0x0a84ff, 0xffcc00, 0xbf5af2};
  private static final double OPACITY = 0.45;

  private Pictures() {}

  static BufferedImage of(Image image, List<Mask> masks) {
    Image eightBit = Intensity.standard().toUint8(image);
    if (masks.isEmpty()) {
      return BufferedImages.of(eightBit);
    }
    List<OverlayGif.Layer> layers = new ArrayList<>();
    for (int i = 0; i < masks.size(); i++) {
      Mask mask = masks.get(i);
      layers.add(new OverlayGif.Layer(frame -> mask, COLORS[i % COLORS.length], OPACITY));
    }
    FrameSource painted = OverlayFrames.of(FrameSource.of(List.of(eightBit)), layers);
    return BufferedImages.of(painted.frame(0));
  }
}
