// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.numpy.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Volumes of 8 bits as the clients of other dialects send them. */
final class Wire {

  private Wire() {}

  static byte[] bytes(Volume volume) {
    byte[] all = new byte[volume.voxels().remaining()];
    volume.voxels().get(all);
    return all;
  }

  /** An array of nnInteractive's, stored in one chunk. */
  static byte[] packed(Volume v) {
    byte[] raw = bytes(v);
    ByteBuffer out = ByteBuffer.allocate(8 + 5 + 32 + 4 + 16 + 32 + raw.length);
    out.order(ByteOrder.LITTLE_ENDIAN);
    out.put("NNIA".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {1, 1, 4, 5});
    out.put("uint8".getBytes(StandardCharsets.US_ASCII));
    out.putLong(1).putLong(v.depth()).putLong(v.height()).putLong(v.width());
    out.putInt(1).putLong(raw.length).putLong(raw.length + 32);
    out.put(new byte[] {5, 1, (byte) 0x97, 1});
    out.putInt(raw.length).putInt(raw.length).putInt(raw.length + 32).put(new byte[16]);
    return out.put(raw).array();
  }

  /** Floats of ITK-SNAP's, compressed. */
  static byte[] floats(Volume v) throws IOException {
    byte[] raw = bytes(v);
    ByteBuffer out = ByteBuffer.allocate(4 * raw.length).order(ByteOrder.LITTLE_ENDIAN);
    for (byte b : raw) {
      out.putFloat(b & 0xff);
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(out.array());
    }
    return packed.toByteArray();
  }

  /** MedSAMSlicer's arrays, with a box on the middle slice. */
  static byte[] npz(Volume v, float[] box, int first, int last, int middle) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("imgs.npy"));
      Npy.write(v, zip);
      ByteBuffer corners = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
      for (float corner : box) {
        corners.putFloat(corner);
      }
      zip.putNextEntry(new ZipEntry("boxes.npy"));
      Npy.write(
          Volume.of(4, 1, 1, PixelType.FLOAT32, corners.flip(), Geometry.ofSpacing(1, 1, 1)), zip);
      zip.putNextEntry(new ZipEntry("z_range.npy"));
      Npy.write(new double[] {first, last, middle}, zip);
    }
    return out.toByteArray();
  }
}
