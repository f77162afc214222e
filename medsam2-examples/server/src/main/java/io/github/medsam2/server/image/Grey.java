// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import io.github.medsam2.image.FullRange;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.image.Window;
import io.github.medsam2.server.http.Refusal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which grey values an image is shown to the network with. A viewer sends an image and does not say
 * what it is: without a window by name, samples far below zero are Hounsfield units and are seen
 * through the window for the abdomen; other negative ones are spread over their whole range.
 */
public final class Grey {
  /** No window: the rule of this class. */
  public static final String AUTOMATIC = "automatic";

  private static final float AIR = -200;
  private static final Map<String, Window> WINDOWS = new LinkedHashMap<>();

  static {
    WINDOWS.put("abdomen", Window.ABDOMEN);
    WINDOWS.put("lung", Window.LUNG);
    WINDOWS.put("mediastinum", Window.MEDIASTINUM);
    WINDOWS.put("brain", Window.BRAIN);
    WINDOWS.put("bone", Window.BONE);
  }

  private Grey() {}

  /** The names of windows, the automatic choice first. */
  public static List<String> names() {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(AUTOMATIC), WINDOWS.keySet().stream())
        .toList();
  }

  /** The rule for a volume. */
  public static Intensity of(String window, Volume volume) {
    Window named = WINDOWS.get(window);
    if (named != null) {
      return named;
    }
    if (!window.equals(AUTOMATIC)) {
      throw Refusal.wrong("window", "one of " + names(), "another");
    }
    float least = least(volume);
    return least < AIR ? Window.ABDOMEN : least < 0 ? new FullRange() : Intensity.standard();
  }

  private static float least(Volume volume) {
    ByteBuffer all = volume.voxels().order(ByteOrder.LITTLE_ENDIAN);
    float least = 0;
    if (volume.type() == PixelType.INT16) {
      for (int i = 0; i < all.limit(); i += 2) {
        least = Math.min(least, all.getShort(i));
      }
    } else if (volume.type() == PixelType.FLOAT32) {
      for (int i = 0; i < all.limit(); i += 4) {
        float value = all.getFloat(i);
        least = value < least ? value : least;
      }
    }
    return least;
  }
}
