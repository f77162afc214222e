// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import java.util.List;
import org.junit.jupiter.api.Test;

class OverlayFramesTest {
  private static final Mask LEFT = Mask.of(2, 1, new byte[] {1, 0});
  private static final Mask BOTH = Mask.of(2, 1, new byte[] {1, 1});

  private static FrameSource gray(int... values) {
    byte[] pixels = {(byte) values[0], (byte) values[1]};
    return FrameSource.of(List.of(Image.gray8(2, 1, pixels)));
  }

  private static byte[] painted(FrameSource frames, OverlayGif.Layer... layers) {
    byte[] out = new byte[6];
    OverlayFrames.of(frames, List.of(layers)).frame(0).pixels().get(out);
    return out;
  }

  @Test
  void blendsTheColourWithTheFrame() {
    OverlayGif.Layer red = new OverlayGif.Layer(i -> LEFT, 0xff0000, 0.5);
    assertThat(painted(gray(100, 200), red))
        .containsExactly((byte) 178, (byte) 50, (byte) 50, (byte) 200, (byte) 200, (byte) 200);
  }

  @Test
  void laterLayersCoverEarlierOnes() {
    OverlayGif.Layer first = new OverlayGif.Layer(i -> BOTH, 0x010203, 1);
    OverlayGif.Layer second = new OverlayGif.Layer(i -> LEFT, 0x0a0b0c, 1);
    assertThat(painted(gray(9, 9), first, second)).containsExactly(10, 11, 12, 1, 2, 3);
  }

  @Test
  void refusesAMaskOfAnotherSize() {
    OverlayGif.Layer bad = new OverlayGif.Layer(i -> Mask.empty(3, 1), 0, 1);
    assertThatThrownBy(() -> painted(gray(1, 2), bad)).isInstanceOf(InvalidInputException.class);
  }
}
