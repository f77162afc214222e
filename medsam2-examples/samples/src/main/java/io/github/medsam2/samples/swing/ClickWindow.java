// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.swing;

import io.github.medsam2.MedSam2;
import io.github.medsam2.image.Image;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.model.xca.XcaNano;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.nio.file.Path;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;

/** A window with a {@link ClickPanel}: of the image that is given, or of a made-up angiogram. */
public final class ClickWindow {

  private ClickWindow() {}

  /** Takes the path of a PNG, JPEG or other picture, or nothing. */
  public static void main(String... arguments) {
    Image image = arguments.length > 0 ? ImageFile.read(Path.of(arguments[0])) : angiogram();
    SwingUtilities.invokeLater(() -> open(XcaNano.load(), image));
  }

  static JFrame open(MedSam2 model, Image image) {
    ClickPanel panel = new ClickPanel(model, image);
    JFrame frame = new JFrame("Click a vessel - research only");
    frame.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
    frame.addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosed(WindowEvent e) {
            panel.close();
          }
        });
    frame.add(panel);
    frame.pack();
    frame.setVisible(true);
    return frame;
  }

  static Image angiogram() {
    return new Phantom(
            PhantomConfig.of(11, TreeSide.RIGHT, 35, -4.5)
                .withMatrix(512)
                .withFrames(18, 5)
                .withLesions(LesionSpec.stenosis(CassSegment.MID_RCA, 0.5, 0.5, 10)))
        .frame(9);
  }
}
