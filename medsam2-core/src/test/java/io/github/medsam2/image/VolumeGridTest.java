// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeGridTest {
  private static final double S = Math.sqrt(0.5);

  /** Oblique about z, with another spacing along each axis. */
  private static final Geometry OBLIQUE =
      Geometry.of(
          new double[] {10, -20, 5},
          new double[] {0.5, 0.7, 2},
          new double[] {S, S, 0, -S, S, 0, 0, 0, 1});

  private static final Volume VOLUME = volume(7, 5, 4);

  private static Volume volume(int width, int height, int depth) {
    byte[] voxels = new byte[width * height * depth];
    for (int i = 0; i < voxels.length; i++) {
      voxels[i] = (byte) (i * 37);
    }
    return Volume.of(width, height, depth, PixelType.UINT8, ByteBuffer.wrap(voxels), OBLIQUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void turnedSlicesHoldTheSameVoxels(int axis) {
    VolumeGrid grid = VolumeGrid.of(VOLUME).turned(axis);
    Volume turned = grid.sample(VOLUME);
    for (int z = 0; z < 4; z++) {
      for (int y = 0; y < 5; y++) {
        for (int x = 0; x < 7; x++) {
          float found =
              switch (axis) {
                case 0 -> turned.value(y, z, x);
                case 1 -> turned.value(x, z, y);
                default -> turned.value(x, y, z);
              };
          assertThat(found).isEqualTo(VOLUME.value(x, y, z));
        }
      }
    }
    assertThat(VolumeGrid.of(VOLUME).sample(turned).voxels()).isEqualTo(VOLUME.voxels());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void aPositionIsFoundOnEverySlicing(int axis) {
    VolumeGrid grid = VolumeGrid.of(VOLUME).turned(axis);
    double[] p = OBLIQUE.toPatient(5, 2, 1);
    SlicePoint at = grid.at(p[0], p[1], p[2]);
    assertThat(at.slice()).isEqualTo(new int[] {5, 2, 1}[axis]);
    assertThat(at.x()).isCloseTo(new double[] {2, 5, 5}[axis], within(1e-9));
    assertThat(at.y()).isCloseTo(new double[] {1, 1, 2}[axis], within(1e-9));
    assertThatThrownBy(() -> grid.at(p[0], p[1], p[2] + 50))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("LPS");
  }

  @Test
  void aMaskComesBackAsItWent() {
    byte[] inside = new byte[7 * 5 * 4];
    inside[(2 * 5 + 3) * 7 + 6] = 1;
    inside[(1 * 5 + 1) * 7 + 2] = 1;
    MaskVolume mask = MaskVolume.of(7, 5, 4, ByteBuffer.wrap(inside), OBLIQUE);
    for (int axis = 0; axis < 3; axis++) {
      MaskVolume there = VolumeGrid.of(VOLUME).turned(axis).sample(mask);
      assertThat(there.voxelCount()).isEqualTo(2);
      assertThat(VolumeGrid.of(VOLUME).sample(there)).isEqualTo(mask);
    }
  }

  /** A ramp is the same ramp between its voxels, and nothing beyond them. */
  @Test
  void obliqueSlicesAreInterpolated() {
    float[] ramp = new float[6 * 6 * 6];
    ByteBuffer bytes = Samples.allocate(PixelType.FLOAT32, ramp.length);
    for (int i = 0; i < ramp.length; i++) {
      Samples.put(bytes, PixelType.FLOAT32, i, 1 + i % 6 + 10f * (i / 6 % 6) + 100f * (i / 36));
    }
    Volume v = Volume.of(6, 6, 6, PixelType.FLOAT32, bytes, Geometry.ofSpacing(1, 1, 1));
    VolumeGrid grid =
        new VolumeGrid(
            3,
            3,
            2,
            Geometry.of(
                new double[] {2.25, 2, 1.5},
                new double[] {0.5, 1, 4},
                new double[] {S, S, 0, -S, S, 0, 0, 0, 1}));
    Volume found = grid.sample(v);
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 3; x++) {
        double[] p = grid.geometry().toPatient(x, y, 0);
        double expected = 1 + p[0] + 10 * p[1] + 100 * p[2];
        assertThat((double) found.value(x, y, 0)).isCloseTo(expected, within(1e-3));
        assertThat(found.value(x, y, 1)).isZero();
      }
    }
  }

  @Test
  void gridsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> VolumeGrid.of(VOLUME).turned(3))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new VolumeGrid(0, 1, 1, OBLIQUE))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new VolumeGrid(1 << 16, 1 << 16, 1 << 16, OBLIQUE))
        .isInstanceOf(InvalidInputException.class);
  }
}
