// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.Bytes;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Element;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.TransferSyntax;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The frames of an object with their stored values, decoded one at a time from the open file.
 * Thread-safe.
 *
 * <p>Grey frames are UINT8 for up to 8 unsigned stored bits, INT16 for signed ones, UINT16
 * otherwise, FLOAT32 where 32 bits are allocated or pixels are real numbers; bits that are not
 * stored are masked away, and MONOCHROME1 is not turned. Colour of every kind comes as RGB, UINT8
 * or UINT16.
 */
public final class DicomFrames implements FrameSource {
  private final PixelLayout layout;
  private final FrameBytes bytes;
  private final FrameCodec codec;
  private final @Nullable Palette palette;
  private final Optional<Tiles> tiles;
  private final List<Finding> findings;
  private final int count;
  private final int realBytes;

  private DicomFrames(DataSet d, TransferSyntax syntax, DicomLimits limits) {
    Findings found = new Findings();
    PixelLayout described = PixelLayout.of(d, limits, found);
    boolean colours = described.photometric() == Photometric.PALETTE_COLOR;
    palette = colours ? palette(d, described, found) : null;
    layout = colours && palette == null ? described.asGray() : described;
    realBytes = PixelLayout.isReal(d) ? d.has(Tag.FLOAT_PIXEL_DATA) ? 4 : 8 : 0;
    bytes = bytes(d, syntax, found);
    codec = new FrameCodec(syntax, layout, limits.frameDeadline());
    count = bytes.count();
    if (Tiles.isTiled(d)) {
      found.add(
          Tag.DIMENSION_ORGANIZATION_TYPE,
          "frames are tiles of one picture, each given by itself; they are no cine");
    }
    tiles = Tiles.of(d, layout, found);
    if (count < layout.frames()) {
      found.add(
          Tag.PIXEL_DATA, "only " + count + " of " + layout.frames() + " frames are there whole");
    }
    if (count == 0) {
      throw noPixels("at least one whole frame");
    }
    findings = found.list();
  }

  /** The frames of an object; it must stay open while they are read. */
  public static DicomFrames of(DicomObject object, DicomLimits limits) {
    return new DicomFrames(object.dataSet(), object.transferSyntax(), limits);
  }

  /**
   * The frames of a data set whose description was corrected.
   *
   * @param dataSet of an object that stays open
   * @param syntax of that object
   */
  public static DicomFrames of(DataSet dataSet, TransferSyntax syntax, DicomLimits limits) {
    return new DicomFrames(dataSet, syntax, limits);
  }

  /** What shows the pixels in colour can be wrong; the stored values are there all the same. */
  private static @Nullable Palette palette(DataSet d, PixelLayout layout, Findings found) {
    try {
      return Palette.of(d, layout.signed());
    } catch (DicomException e) {
      found.add(
          Tag.PHOTOMETRIC_INTERPRETATION,
          "a palette that is malformed or not read here; stored values are taken as grey");
      return null;
    }
  }

  private FrameBytes bytes(DataSet d, TransferSyntax syntax, Findings found) {
    if (realBytes > 0) {
      Tag tag = realBytes == 4 ? Tag.FLOAT_PIXEL_DATA : Tag.DOUBLE_FLOAT_PIXEL_DATA;
      if (d.element(tag).orElseThrow() instanceof Bytes b && layout.shape().components() == 1) {
        return new NativeFrames(b, 8L * realBytes * layout.shape().samples(), layout.frames());
      }
      throw noPixels("one real number a pixel");
    }
    Element e = d.element(Tag.PIXEL_DATA).orElseThrow(() -> noPixels("pixel data"));
    if (e instanceof Fragments f && syntax.isEncapsulated()) {
      return FragmentFrames.of(f, d, layout.frames(), found);
    }
    if (e instanceof Bytes b && !syntax.isEncapsulated()) {
      if (layout.photometric() == Photometric.YBR_PARTIAL_420) {
        throw noPixels("chroma not halved in both directions");
      }
      NativeFrames frames = new NativeFrames(b, layout.frameBits(), layout.frames());
      if (frames.hasMore()) {
        found.add(Tag.PIXEL_DATA, "more frames than the object says; the others are left out");
      }
      return frames;
    }
    boolean encapsulated = e instanceof Fragments;
    throw new DicomException(
        Tag.PIXEL_DATA.toString(),
        (syntax.isEncapsulated() ? "fragments" : "plain pixels") + ", as of " + syntax,
        encapsulated ? "fragments" : "plain pixels",
        "give the transfer syntax the pixels have");
  }

  private static DicomException noPixels(String expected) {
    return new DicomException(
        Tag.PIXEL_DATA.toString(), expected, "none", "give an object with an image");
  }

  /** How the samples lie in the object. */
  public PixelLayout layout() {
    return layout;
  }

  /** Where frames lie that are tiles of one picture, as of a whole slide. */
  public Optional<Tiles> tiles() {
    return tiles;
  }

  /** What was worked around in the description of the pixels. */
  public List<Finding> findings() {
    return findings;
  }

  /** The frames that are there whole; fewer than declared where the file was cut short. */
  @Override
  public int count() {
    return count;
  }

  @Override
  public int width() {
    return layout.shape().width();
  }

  @Override
  public int height() {
    return layout.shape().height();
  }

  @Override
  public Image frame(int index) {
    if (index < 0 || index >= count) {
      throw new InvalidInputException(
          "frame index", "0 to " + (count - 1), Integer.toString(index), "stay in that range");
    }
    byte[] frame = bytes.read(index);
    return realBytes > 0 ? reals(frame) : image(codec.decode(frame));
  }

  /**
   * Frames of a range in order. Call {@code parallel()} on it to decode on several threads; memory
   * then grows with what the consumer keeps.
   *
   * @param from the first frame
   * @param to one past the last
   */
  public Stream<Image> range(int from, int to) {
    return IntStream.range(from, to).mapToObj(this::frame);
  }

  private Image image(StoredSamples samples) {
    int[] values = samples.values();
    mask(values, samples.lowBit());
    if (palette != null) {
      return Image.rgb8(width(), height(), palette.toRgb(values));
    }
    int bits = layout.bitsStored();
    if (samples.ybr()) {
      ColorConversion.toRgb(values, bits, layout.photometric().isPartial());
    }
    boolean color = layout.shape().components() == 3;
    if (layout.bitsAllocated() == 32 && !color) {
      return floats(values);
    }
    boolean narrow = bits <= 8 && (color || !layout.signed());
    return narrow ? bytes(values) : shorts(values);
  }

  /** Keeps the stored bits, extending their sign: overlays may hide above or below them. */
  private void mask(int[] values, int lowBit) {
    int left = 32 - layout.bitsStored() - lowBit;
    int right = 32 - layout.bitsStored();
    boolean extend = layout.signed();
    for (int i = 0; i < values.length; i++) {
      int v = values[i] << left;
      values[i] = extend ? v >> right : v >>> right;
    }
  }

  private Image bytes(int[] values) {
    byte[] out = new byte[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) values[i];
    }
    return Image.of(
        width(), height(), layout.shape().components(), PixelType.UINT8, ByteBuffer.wrap(out));
  }

  private Image reals(byte[] frame) {
    ByteBuffer in = ByteBuffer.wrap(frame).order(ByteOrder.LITTLE_ENDIAN);
    float[] out = new float[layout.shape().samples()];
    for (int i = 0; i < out.length; i++) {
      out[i] = realBytes == 4 ? in.getFloat(4 * i) : (float) in.getDouble(8 * i);
    }
    return Image.grayFloat(width(), height(), out);
  }

  private Image shorts(int[] values) {
    boolean color = layout.shape().components() == 3;
    int shift = color ? Math.max(0, layout.bitsStored() - 16) : 0;
    ByteBuffer out = ByteBuffer.allocate(values.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    ShortBuffer narrow = out.asShortBuffer();
    for (int v : values) {
      narrow.put((short) (v >>> shift));
    }
    PixelType type = layout.signed() && !color ? PixelType.INT16 : PixelType.UINT16;
    return Image.of(width(), height(), layout.shape().components(), type, out);
  }

  private Image floats(int[] values) {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = layout.signed() ? values[i] : Integer.toUnsignedLong(values[i]);
    }
    return Image.grayFloat(width(), height(), out);
  }
}
