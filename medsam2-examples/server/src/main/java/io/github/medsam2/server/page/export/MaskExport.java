// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.export;

import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.page.study.NamedObject;
import io.github.medsam2.server.page.study.Scene;
import io.github.medsam2.server.page.study.Shown;
import io.github.medsam2.server.page.study.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.SortedMap;

/** All objects as one label map on the grid of the image; the first has the value 1. */
final class MaskExport {
  private MaskExport() {}

  static Export labels(Source source, Scene scene, PrivateFolder folder) throws IOException {
    int size = source.width() * source.height();
    byte[] voxels = new byte[source.picture().voxels()];
    int label = 0;
    for (NamedObject object : scene.objects().values()) {
      label++;
      SortedMap<Integer, Shown> frames = scene.frames(object.key());
      for (var frame : frames.entrySet()) {
        paint(voxels, frame.getKey() * size, frame.getValue().runs().lengths(), (byte) label);
      }
    }
    if (scene.shown().isEmpty()) {
      throw Export.nothing();
    }
    Volume volume =
        Volume.of(
            source.width(),
            source.height(),
            source.count(),
            PixelType.UINT8,
            ByteBuffer.wrap(voxels),
            source.picture().geometry());
    return Export.written(
        folder,
        ".nii.gz",
        "labels.nii.gz",
        "application/gzip",
        file -> Volumes.write(file, volume));
  }

  private static void paint(byte[] voxels, int start, int[] runs, byte label) {
    int at = start;
    for (int i = 0; i < runs.length; i++) {
      if (i % 2 == 1) {
        java.util.Arrays.fill(voxels, at, at + runs[i], label);
      }
      at += runs[i];
    }
  }
}
