// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import io.github.medsam2.MedSam2;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A reduced network, opened once for all tests, and a small volume with a bright ellipsoid. */
final class Scene {
  static final int WIDTH = 32;
  static final int HEIGHT = 24;
  static final int DEPTH = 10;
  private static final MedSam2 MODEL = open();

  private Scene() {}

  private static MedSam2 open() {
    try {
      Path folder = Files.createTempDirectory("server-test");
      folder.toFile().deleteOnExit();
      return NanoModel.open(folder, "onnx");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static MedSam2 model() {
    return MODEL;
  }

  static ServerSetup setup() {
    return MedSam2Server.on(MODEL).port(0).labels("lesion");
  }

  /** Another one for each number. */
  static Volume volume(int number) {
    byte[] voxels = new byte[WIDTH * HEIGHT * DEPTH];
    for (int i = 0; i < voxels.length; i++) {
      double x = (i % WIDTH - 18) / 6.0;
      double y = (i / WIDTH % HEIGHT - 11) / 5.0;
      double z = (i / WIDTH / HEIGHT - 5) / 3.0;
      int noise = Math.floorMod(i * 31 + number * 17, 40);
      voxels[i] = (byte) (x * x + y * y + z * z <= 1 ? 200 + noise / 2 : 20 + noise);
    }
    Geometry place =
        Geometry.of(
            new double[] {-10, -8, 4},
            new double[] {0.5, 0.5, 2},
            new double[] {1, 0, 0, 0, 1, 0, 0, 0, 1});
    return Volume.of(WIDTH, HEIGHT, DEPTH, PixelType.UINT8, ByteBuffer.wrap(voxels), place);
  }

  static byte[] file(int number, String suffix) throws IOException {
    Path file = Files.createTempFile("volume", suffix);
    try {
      Volumes.write(file, volume(number));
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  static Volume read(byte[] bytes, String suffix) throws IOException {
    Path file = Files.createTempFile("mask", suffix);
    try {
      Files.write(file, bytes);
      return Volumes.read(file);
    } finally {
      Files.delete(file);
    }
  }
}
