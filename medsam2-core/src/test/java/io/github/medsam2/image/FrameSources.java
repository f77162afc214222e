// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import java.util.function.IntFunction;
import org.jspecify.annotations.NullUnmarked;

/** Sources as users write them, which may say one thing and do another. */
public final class FrameSources {
  private FrameSources() {}

  /** Frames by a function, of any size. */
  public static FrameSource of(int count, int width, int height, IntFunction<Image> frames) {
    return new FrameSource() {
      @Override
      public int count() {
        return count;
      }

      @Override
      public int width() {
        return width;
      }

      @Override
      public int height() {
        return height;
      }

      @Override
      public Image frame(int index) {
        return frames.apply(index);
      }
    };
  }

  /** No image where one was promised. */
  @NullUnmarked
  public static Image missing() {
    return null;
  }
}
