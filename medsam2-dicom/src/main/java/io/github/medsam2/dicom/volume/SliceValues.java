// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.pixel.Modality;
import io.github.medsam2.dicom.pixel.Padding;
import io.github.medsam2.dicom.pixel.PixelLayout;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.BitSet;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * Decodes slices into voxels, each with its own rescale: that of PET differs from one to the next.
 * Slices are decoded in parallel.
 */
final class SliceValues {
  private final List<Slice> slices;
  private final boolean whole;
  private final ByteBuffer out;
  private final BitSet[] padded;

  private SliceValues(List<Slice> slices, boolean whole, int voxels) {
    this.slices = slices;
    this.whole = whole;
    this.out = ByteBuffer.allocate(voxels * (whole ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    this.padded = new BitSet[slices.size()];
  }

  /** Whether all values of a slice are whole numbers of 16 bits, whatever its pixels are. */
  static boolean areWhole(Slice s) {
    PixelLayout layout = s.frames().layout();
    if (layout.bitsStored() > 16 || s.dataSet().has(Tag.MODALITY_LUT_SEQUENCE)) {
      return false;
    }
    DoubleUnaryOperator modality = modality(s);
    int low = layout.min();
    int high = low + layout.values() - 1;
    double a = modality.applyAsDouble(low);
    double b = modality.applyAsDouble(high);
    double step = modality.applyAsDouble(low + 1.0) - a;
    boolean fits = Math.min(a, b) >= Short.MIN_VALUE && Math.max(a, b) <= Short.MAX_VALUE;
    return fits && a == Math.rint(a) && b == Math.rint(b) && step == Math.rint(step);
  }

  private static DoubleUnaryOperator modality(Slice s) {
    return Modality.of(s.dataSet(), s.frames().layout(), s.frame(), new Findings());
  }

  static Volume volume(List<Slice> slices, boolean whole, int voxels, Geometry geometry) {
    SliceValues values = new SliceValues(slices, whole, voxels);
    double least = values.all().mapToDouble(values::put).min().orElse(0);
    values.all().forEach(z -> values.fill(z, least));
    int width = slices.get(0).frames().width();
    int height = slices.get(0).frames().height();
    PixelType type = whole ? PixelType.INT16 : PixelType.FLOAT32;
    return Volume.of(width, height, slices.size(), type, values.out, geometry);
  }

  private IntStream all() {
    return IntStream.range(0, slices.size()).parallel();
  }

  /** Writes a slice; returns the least value that is not padding, or infinity. */
  private double put(int z) {
    Slice s = slices.get(z);
    Image image = decoded(s, z);
    DoubleUnaryOperator modality = modality(s);
    Padding padding = Padding.of(s.dataSet(), s.frames().layout(), new Findings()).orElse(null);
    padded[z] = new BitSet();
    double least = Double.POSITIVE_INFINITY;
    int voxels = image.width() * image.height();
    for (int i = 0; i < voxels; i++) {
      float stored = image.value(i % image.width(), i / image.width(), 0);
      double v = modality.applyAsDouble(stored);
      write(z * voxels + i, v);
      if (padding != null && padding.contains(stored)) {
        padded[z].set(i);
      } else {
        least = Math.min(least, v);
      }
    }
    return least;
  }

  private static Image decoded(Slice s, int z) {
    try {
      return s.frames().frame(s.frame());
    } catch (DicomException e) {
      throw new DicomException(
          "slice " + z + " of the volume",
          "a frame that decodes",
          String.valueOf(e.getMessage()),
          "leave it out by SliceStack.without(" + z + ")",
          e);
    }
  }

  /** Padding takes the least measured value of the volume, so that it looks like air. */
  private void fill(int z, double least) {
    if (least < Double.POSITIVE_INFINITY) {
      int first = z * slices.get(z).frames().width() * slices.get(z).frames().height();
      padded[z].stream().forEach(i -> write(first + i, least));
    }
  }

  private void write(int voxel, double v) {
    if (whole) {
      out.putShort(2 * voxel, (short) v);
    } else {
      out.putFloat(4 * voxel, (float) v);
    }
  }
}
