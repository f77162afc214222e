// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.swing;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.Segmentation;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.model.xca.XcaNano;
import java.awt.event.MouseEvent;
import java.awt.image.BufferedImage;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;
import org.junit.jupiter.api.Test;

class ClickPanelTest {

  private static BufferedImage painted(ClickPanel panel) throws Exception {
    BufferedImage out = new BufferedImage(512, 512, BufferedImage.TYPE_INT_RGB);
    SwingUtilities.invokeAndWait(
        () -> {
          panel.setSize(panel.getPreferredSize());
          panel.paint(out.createGraphics());
        });
    return out;
  }

  /** Red where the mask is and nowhere else; a second click refines, a right one takes away. */
  @Test
  void clicksArePaintedAsMasks() throws Exception {
    Image image = ClickWindow.angiogram();
    try (MedSam2 model = XcaNano.load(ModelOptions.defaults().threads(1));
        ClickPanel panel = new ClickPanel(model, image)) {
      BufferedImage before = painted(panel);
      panel.click(150, 200, true).get(5, TimeUnit.MINUTES);
      Segmentation first = Objects.requireNonNull(panel.answer());
      Mask mask = first.mask();
      assertThat(mask.area()).isPositive();
      BufferedImage after = painted(panel);
      int wrong = 0;
      for (int y = 0; y < 512; y++) {
        for (int x = 0; x < 512; x++) {
          boolean differs = before.getRGB(x, y) != after.getRGB(x, y);
          boolean clicked = Math.hypot(x - 150, y - 200) < 6;
          wrong += !clicked && differs != mask.contains(x, y) ? 1 : 0;
        }
      }
      assertThat(wrong).isZero();
      SwingUtilities.invokeAndWait(() -> panel.dispatchEvent(rightClick(panel)));
      panel.click(160, 210, true).get(5, TimeUnit.MINUTES);
      Segmentation second = Objects.requireNonNull(panel.answer());
      assertThat(second.receipt().steps().get(0).prompts().orElseThrow().points())
          .extracting(p -> p.positive())
          .containsExactly(true, false, true);
    }
  }

  private static MouseEvent rightClick(ClickPanel panel) {
    return new MouseEvent(
        panel, MouseEvent.MOUSE_PRESSED, 0, 0, 300, 40, 1, false, MouseEvent.BUTTON3);
  }
}
