// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import io.github.medsam2.file.Sha256;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.server.http.Refusal;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An image in the 8 bits that the network sees: a volume that can be sliced across any axis, or one
 * picture in colour. Immutable, thread-safe.
 */
public final class Picture {
  private static final Geometry UNKNOWN = Geometry.ofSpacing(1, 1, 1);

  private final Slicing size;
  private final Geometry geometry;
  private final @Nullable Volume grey;
  private final @Nullable Image colour;
  private volatile @Nullable String hash;

  private Picture(Slicing size, Geometry geometry, @Nullable Volume grey, @Nullable Image colour) {
    this.size = size;
    this.geometry = geometry;
    this.grey = grey;
    this.colour = colour;
  }

  /** A volume, brought to 8 bits by a rule. */
  public static Picture of(Volume volume, Intensity rule) {
    Volume grey = rule.toUint8(volume);
    Slicing size = new Slicing(grey.width(), grey.height(), grey.depth(), 2);
    return new Picture(size, grey.geometry(), grey, null);
  }

  /** One picture, grey or in colour. */
  public static Picture of(Image image, Intensity rule) {
    Image eight = rule.toUint8(image);
    if (eight.channels() == 1) {
      return of(
          Volume.of(eight.width(), eight.height(), 1, PixelType.UINT8, eight.pixels(), UNKNOWN),
          Intensity.standard());
    }
    return new Picture(new Slicing(eight.width(), eight.height(), 1, 2), UNKNOWN, null, eight);
  }

  /** Frames of a cine, all of them in memory, in grey. */
  public static Picture of(FrameSource frames, long most) {
    long bytes = (long) frames.width() * frames.height() * frames.count();
    if (bytes > Math.min(most, Integer.MAX_VALUE - 8)) {
      throw Refusal.tooLarge("cine", most + " bytes", "send fewer frames");
    }
    ByteBuffer all = ByteBuffer.allocate((int) bytes);
    for (int i = 0; i < frames.count(); i++) {
      all.put(frames.frame(i).toGray().pixels());
    }
    return of(
        Volume.of(
            frames.width(), frames.height(), frames.count(), PixelType.UINT8, all.flip(), UNKNOWN),
        Intensity.standard());
  }

  /** The grid as it lies, across z. */
  public Slicing size() {
    return size;
  }

  /** The grid cut across an axis. */
  public Slicing across(int axis) {
    return new Slicing(size.width(), size.height(), size.depth(), axis);
  }

  /** How many voxels there are. */
  public int voxels() {
    return size.width() * size.height() * size.depth();
  }

  /** Where the grid lies in the patient, as far as it was told. */
  public Geometry geometry() {
    return geometry;
  }

  /** The voxels, where it is not in colour; for a copy on disk. */
  public @Nullable Volume grey() {
    return grey;
  }

  /** SHA-256 of its size and of its samples in 8 bits: what an answer depends on. */
  public String sha256() {
    String known = hash;
    if (known == null) {
      ByteBuffer samples = grey == null ? Objects.requireNonNull(colour).pixels() : grey.voxels();
      String head = size.width() + "x" + size.height() + "x" + size.depth() + "\n";
      known = Sha256.begin().and(head).and(samples).hex();
      hash = known;
    }
    return known;
  }

  /** Slices across an axis; a picture in colour has one, across z. */
  public FrameSource frames(int axis) {
    if (grey == null) {
      return FrameSource.of(List.of(Objects.requireNonNull(colour)));
    }
    return new Slices(grey, across(axis));
  }

  /** Slices that are copied when they are asked for. */
  private record Slices(Volume grey, Slicing slicing) implements FrameSource {
    @Override
    public int count() {
      return slicing.count();
    }

    @Override
    public int width() {
      return slicing.columns();
    }

    @Override
    public int height() {
      return slicing.rows();
    }

    @Override
    public Image frame(int index) {
      return slicing.axis() == 2
          ? grey.slice(index)
          : Image.gray8(width(), height(), slicing.take(grey.voxels(), index));
    }
  }
}
