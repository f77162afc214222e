package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.pixel.Modality;
import io.github.medsam2.dicom.pixel.PixelLayout;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Decodes slices into voxels, each with its own rescale: that of PET differs from one to the next.
 */
final class SliceValues {

  private SliceValues() {}

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
    return Modality.of(s.dataSet(), s.frames().layout(), s.frame());
  }

  static Volume volume(List<Slice> slices, boolean whole, int voxels, Geometry geometry) {
    ByteBuffer out = ByteBuffer.allocate(voxels * (whole ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
    for (Slice s : slices) {
      put(s, whole, out);
    }
    int width = slices.get(0).frames().width();
    int height = slices.get(0).frames().height();
    PixelType type = whole ? PixelType.INT16 : PixelType.FLOAT32;
    return Volume.of(width, height, slices.size(), type, out.flip(), geometry);
  }

  private static void put(Slice s, boolean whole, ByteBuffer out) {
    Image image = s.frames().frame(s.frame());
    DoubleUnaryOperator modality = modality(s);
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double v = modality.applyAsDouble(image.value(x, y, 0));
        if (whole) {
          out.putShort((short) v);
        } else {
          out.putFloat((float) v);
        }
      }
    }
  }
}
