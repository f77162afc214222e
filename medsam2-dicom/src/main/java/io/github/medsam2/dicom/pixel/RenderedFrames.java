// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.pixel;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.FunctionalGroups;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.PixelType;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Frames as they are to be looked at, 8 bits a sample: stored value, modality, values of interest,
 * then inverted for MONOCHROME1 or an INVERSE presentation. Padding is black. Colour is only
 * brought to 8 bits. Thread-safe.
 */
public final class RenderedFrames implements FrameSource {
  private final DicomFrames frames;
  private final DataSet dataSet;
  private final @Nullable Voi chosen;
  private static final int MOST_CHECKED = 1000;

  private final List<Finding> findings;
  private final boolean inverted;
  private final byte @Nullable [] sameForAll;

  private RenderedFrames(DicomFrames frames, DataSet dataSet, @Nullable Voi chosen) {
    this.frames = frames;
    this.dataSet = dataSet;
    this.chosen = chosen;
    Findings found = new Findings();
    this.inverted = inverted(found);
    boolean gray = frames.layout().photometric().isGray();
    boolean tabled = frames.layout().bitsStored() <= 16 && gray;
    boolean same = tabled && !new FunctionalGroups(dataSet).isEnhanced();
    this.sameForAll = same ? table(0, found) : null;
    if (gray && !same) {
      IntStream.range(0, Math.min(frames.count(), MOST_CHECKED)).forEach(i -> check(i, found));
    }
    this.findings = found.list();
  }

  private boolean inverted(Findings found) {
    String shape = dataSet.term(Tag.PRESENTATION_LUT_SHAPE);
    if (!List.of("", "IDENTITY", "INVERSE", "LINOD").contains(shape)) {
      found.add(Tag.PRESENTATION_LUT_SHAPE, "not known; taken as IDENTITY");
    }
    return frames.layout().photometric() == Photometric.MONOCHROME1 || shape.equals("INVERSE");
  }

  private void check(int frame, Findings found) {
    Modality.of(dataSet, frames.layout(), frame, found);
    Padding.of(dataSet, frames.layout(), found);
    if (chosen == null) {
      Voi.of(dataSet, frames.layout(), frame, found);
    }
  }

  /** Frames through the first window or table of the object, or all stored values without one. */
  public static RenderedFrames of(DicomFrames frames, DataSet dataSet) {
    return new RenderedFrames(frames, dataSet, null);
  }

  /** Frames through a window chosen by the caller, in values of the modality. */
  public static RenderedFrames of(DicomFrames frames, DataSet dataSet, Voi voi) {
    return new RenderedFrames(frames, dataSet, voi);
  }

  /**
   * What the object says of how to show its frames and could not be used: a malformed window gives
   * way to the next one, then to a table, then to all values. Of single frames the first thousand
   * are looked at.
   */
  public List<Finding> findings() {
    return findings;
  }

  @Override
  public int count() {
    return frames.count();
  }

  @Override
  public int width() {
    return frames.width();
  }

  @Override
  public int height() {
    return frames.height();
  }

  @Override
  public Image frame(int index) {
    Image stored = frames.frame(index);
    if (!frames.layout().photometric().isGray()) {
      return eightBit(stored);
    }
    if (stored.type() == PixelType.FLOAT32) {
      return floats(stored, index);
    }
    return lookUp(stored, sameForAll == null ? table(index, new Findings()) : sameForAll);
  }

  private Image lookUp(Image stored, byte[] table) {
    byte[] out = new byte[width() * height()];
    ByteBuffer in = stored.pixels();
    int min = frames.layout().min();
    for (int i = 0; i < out.length; i++) {
      int v =
          switch (stored.type()) {
            case UINT8 -> in.get(i) & 0xff;
            case INT16 -> in.getShort(2 * i);
            default -> in.getShort(2 * i) & 0xffff;
          };
      out[i] = table[v - min];
    }
    return Image.gray8(width(), height(), out);
  }

  private byte[] table(int frame, Findings found) {
    PixelLayout layout = frames.layout();
    DoubleUnaryOperator modality = Modality.of(dataSet, layout, frame, found);
    Voi voi = voi(frame, modality, found);
    Padding padding = Padding.of(dataSet, layout, found).orElse(null);
    byte[] table = new byte[layout.values()];
    for (int i = 0; i < table.length; i++) {
      int stored = i + layout.min();
      boolean measured = padding == null || !padding.contains(stored);
      table[i] = measured ? gray(voi.gray(modality.applyAsDouble(stored))) : 0;
    }
    return table;
  }

  private Voi voi(int frame, DoubleUnaryOperator modality, Findings found) {
    if (chosen != null) {
      return chosen;
    }
    PixelLayout layout = frames.layout();
    return Voi.of(dataSet, layout, frame, found)
        .orElseGet(() -> range(modality, layout.min(), layout.min() + layout.values() - 1.0));
  }

  private static Voi range(DoubleUnaryOperator modality, double low, double high) {
    double a = modality.applyAsDouble(low);
    double b = modality.applyAsDouble(high);
    return new Voi.Range(Math.min(a, b), Math.max(a, b));
  }

  private byte gray(double v) {
    return (byte) Math.round(255 * (inverted ? 1 - v : v));
  }

  /** Without a window, values of 32 bits are stretched over what the frame holds. */
  private Image floats(Image stored, int frame) {
    Findings found = new Findings();
    DoubleUnaryOperator modality = Modality.of(dataSet, frames.layout(), frame, found);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    byte[] out = new byte[width() * height()];
    ByteBuffer in = stored.pixels();
    for (int i = 0; i < out.length; i++) {
      float v = in.getFloat(4 * i);
      if (Float.isFinite(v)) {
        low = Math.min(low, v);
        high = Math.max(high, v);
      }
    }
    Voi stretched = range(modality, low, high);
    Voi voi =
        chosen != null ? chosen : Voi.of(dataSet, frames.layout(), frame, found).orElse(stretched);
    for (int i = 0; i < out.length; i++) {
      double v = modality.applyAsDouble(in.getFloat(4 * i));
      out[i] = Double.isNaN(v) ? 0 : gray(voi.gray(v));
    }
    return Image.gray8(width(), height(), out);
  }

  private Image eightBit(Image color) {
    if (color.type() == PixelType.UINT8) {
      return color;
    }
    byte[] out = new byte[width() * height() * 3];
    ByteBuffer in = color.pixels();
    int shift = Math.min(16, frames.layout().bitsStored()) - 8;
    for (int i = 0; i < out.length; i++) {
      out[i] = (byte) ((in.getShort(2 * i) & 0xffff) >> shift);
    }
    return Image.rgb8(width(), height(), out);
  }
}
