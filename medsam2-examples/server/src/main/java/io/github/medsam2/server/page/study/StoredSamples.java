// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Stored values of a grey cine of more than 8 bits, so that its window can be moved. */
final class StoredSamples implements Samples {
  private static final int SIGN = 32_768;

  private final DicomFrames frames;
  private final Format format;

  private StoredSamples(DicomFrames frames, Format format) {
    this.frames = frames;
    this.format = format;
  }

  /** Those of a file, where it has more to show than 8 bits of grey. */
  static Optional<Samples> of(DicomFile file) {
    DicomFrames frames = file.frames();
    int bits = frames.layout().bitsStored();
    boolean wide = bits > 8 && bits <= 16 && frames.layout().bitsAllocated() <= 16;
    if (!wide || !frames.layout().photometric().isGray()) {
      return Optional.empty();
    }
    return Optional.of(new StoredSamples(frames, format(frames, file.dataSet())));
  }

  private static Format format(DicomFrames frames, DataSet d) {
    double slope = d.number(Tag.RESCALE_SLOPE).orElse(1);
    double intercept = d.number(Tag.RESCALE_INTERCEPT).orElse(0);
    double low = frames.layout().min() * slope + intercept;
    double high = (frames.layout().min() + frames.layout().values() - 1.0) * slope + intercept;
    double width = d.number(Tag.WINDOW_WIDTH).orElse(0);
    boolean given = width >= 1 && d.number(Tag.WINDOW_CENTER).isPresent();
    boolean dark =
        d.term(Tag.PHOTOMETRIC_INTERPRETATION).equals("MONOCHROME1")
            || d.term(Tag.PRESENTATION_LUT_SHAPE).equals("INVERSE");
    double start = intercept - (frames.layout().signed() ? SIGN * slope : 0);
    return new Format(
        16,
        1,
        slope,
        start,
        given ? d.number(Tag.WINDOW_CENTER).getAsDouble() - 0.5 : (low + high) / 2,
        given ? Math.max(1, width - 1) : Math.abs(high - low),
        Math.min(low, high),
        Math.max(low, high),
        dark,
        "");
  }

  @Override
  public Format format() {
    return format;
  }

  @Override
  public byte[] frame(int index) {
    Image image = frames.frame(index);
    ByteBuffer in = image.pixels();
    int count = image.width() * image.height();
    ByteBuffer out = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    int shift = image.type() == PixelType.INT16 ? SIGN : 0;
    for (int i = 0; i < count; i++) {
      out.putShort((short) (in.getShort(2 * i) + shift));
    }
    return out.array();
  }
}
