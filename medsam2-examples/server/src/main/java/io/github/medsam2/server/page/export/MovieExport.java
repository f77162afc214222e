// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.export;

import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.OverlayFrames;
import io.github.medsam2.io.OverlayGif;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.page.study.NamedObject;
import io.github.medsam2.server.page.study.Scene;
import io.github.medsam2.server.page.study.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The image with its objects in colour. */
final class MovieExport {
  private static final double OPACITY = 0.4;
  private static final int MOST_LAYERS = 15;

  /** Okabe and Ito's colours, in the order of the page's. */
  private static final int[] COLOURS = {
    0x56B4E9, 0xE69F00, 0x009E73, 0xF0E442, 0xD55E00, 0xCC79A7, 0x0072B2, 0xFFFFFF
  };

  private MovieExport() {}

  static Export movie(Source source, Scene scene, PrivateFolder folder) throws IOException {
    FrameSource frames = source.picture().frames(2);
    return Export.written(
        folder,
        ".gif",
        "overlay.gif",
        "image/gif",
        file -> OverlayGif.write(file, frames, layers(source, scene), source.frameTime()));
  }

  static Export picture(Source source, Scene scene, int frame, PrivateFolder folder)
      throws IOException {
    FrameSource frames = OverlayFrames.of(source.picture().frames(2), layers(source, scene));
    return Export.written(
        folder,
        ".png",
        "frame-" + (frame + 1) + ".png",
        "image/png",
        file -> ImageFile.writePng(file, frames.frame(frame)));
  }

  private static List<OverlayGif.Layer> layers(Source source, Scene scene) {
    Mask nothing = Mask.empty(source.width(), source.height());
    List<OverlayGif.Layer> layers = new ArrayList<>();
    for (NamedObject object : scene.objects().values()) {
      if (layers.size() < MOST_LAYERS && !scene.frames(object.key()).isEmpty()) {
        layers.add(
            new OverlayGif.Layer(
                f ->
                    scene
                        .on(object.key(), f)
                        .map(s -> s.mask(source.width(), source.height()))
                        .orElse(nothing),
                COLOURS[object.colour()],
                OPACITY));
      }
    }
    return layers;
  }
}
