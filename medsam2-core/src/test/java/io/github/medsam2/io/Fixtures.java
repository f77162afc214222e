// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Files that other programs wrote (see README.md beside them) and what they hold. */
public final class Fixtures {
  public static final int WIDTH = 5;
  public static final int HEIGHT = 4;
  public static final int DEPTH = 3;

  /** As ITK states it for the oblique files. */
  public static final Geometry OBLIQUE =
      Geometry.of(
          new double[] {12.5, -33.25, 101.75},
          new double[] {0.8, 1.25, 3.5},
          new double[] {
            -0.9396926257765577,
            -0.342020129613972,
            0,
            0.3368240880941189,
            -0.9254165780355315,
            0.1736481810344474,
            -0.059391174412073804,
            0.16317590484508787,
            0.9848077540717993
          });

  private Fixtures() {}

  public interface Value {
    double at(int x, int y, int z);
  }

  public static Path file(String name) {
    URL url = Fixtures.class.getResource(name);
    assertThat(url).as(name).isNotNull();
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public static double plain(int x, int y, int z) {
    return x + 10 * y + 100 * z;
  }

  /** Checks sizes, type and every value of a volume of 5 x 4 x 3. */
  public static void assertVoxels(Volume volume, PixelType type, Value value) {
    assertVoxels(volume, DEPTH, type, value);
  }

  public static void assertVoxels(Volume volume, int depth, PixelType type, Value value) {
    assertThat(new int[] {volume.width(), volume.height(), volume.depth()})
        .containsExactly(WIDTH, HEIGHT, depth);
    assertThat(volume.type()).isEqualTo(type);
    for (int z = 0; z < depth; z++) {
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          assertThat(volume.value(x, y, z))
              .as("voxel %d %d %d", x, y, z)
              .isEqualTo((float) value.at(x, y, z));
        }
      }
    }
  }

  public static void assertGeometry(Geometry found, Geometry expected, double tolerance) {
    assertThat(found.origin()).containsExactly(expected.origin(), within(tolerance));
    assertThat(found.spacing()).containsExactly(expected.spacing(), within(tolerance));
    assertThat(found.direction()).containsExactly(expected.direction(), within(tolerance));
  }

  /** A volume of a type with values that differ everywhere and reach the type's limits. */
  public static Volume volume(PixelType type, Geometry geometry) {
    ByteBuffer voxels =
        ByteBuffer.allocate(WIDTH * HEIGHT * DEPTH * type.bytes()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < WIDTH * HEIGHT * DEPTH; i++) {
      switch (type) {
        case UINT8 -> voxels.put((byte) (i * 4 + 19));
        case INT16 -> voxels.putShort((short) (i * 1110 - 32768));
        case UINT16 -> voxels.putShort((short) (65535 - i * 1109));
        case FLOAT32 -> voxels.putFloat((float) Math.exp(i / 3.0 - 10) * (i % 2 == 0 ? 1 : -1));
      }
    }
    return Volume.of(WIDTH, HEIGHT, DEPTH, type, voxels.flip(), geometry);
  }
}
