// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.image.Mask;
import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SlicingTest {

  @Property(tries = 100)
  void whatIsPutOnASliceLiesThereAndNowhereElse(
      @ForAll @IntRange(min = 1, max = 6) int width,
      @ForAll @IntRange(min = 1, max = 6) int height,
      @ForAll @IntRange(min = 1, max = 6) int depth,
      @ForAll @IntRange(max = 2) int axis,
      @ForAll @IntRange(max = 1000) int seed) {
    Slicing slicing = new Slicing(width, height, depth, axis);
    int slice = seed % slicing.count();
    byte[] mask = new byte[slicing.columns() * slicing.rows()];
    new java.util.Random(seed).nextBytes(mask);
    for (int i = 0; i < mask.length; i++) {
      mask[i] &= 1;
    }
    byte[] voxels = new byte[width * height * depth];
    slicing.put(voxels, slice, Mask.of(slicing.columns(), slicing.rows(), mask));
    assertThat(slicing.take(ByteBuffer.wrap(voxels), slice)).isEqualTo(mask);
    int inside = 0;
    for (int i = 0; i < voxels.length; i++) {
      int[] at = {i % width, i / width % height, i / width / height};
      if (voxels[i] != 0) {
        inside++;
        assertThat(at[axis]).isEqualTo(slice);
        int pixel = at[slicing.down()] * slicing.columns() + at[slicing.right()];
        assertThat(mask[pixel]).isEqualTo((byte) 1);
      }
    }
    int expected = 0;
    for (byte b : mask) {
      expected += b;
    }
    assertThat(inside).isEqualTo(expected);
  }
}
