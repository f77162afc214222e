// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskCleanup;
import io.github.medsam2.image.resample.Bilinear;
import io.github.medsam2.reading.MaskReading;
import io.github.medsam2.receipt.Receipt;
import java.nio.FloatBuffer;
import java.util.BitSet;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A mask on the grid of the image, with what the network thinks of it. Immutable, on the Java heap,
 * thread-safe.
 */
public final class Segmentation {
  private static final float CLAMP = 32;

  /** The logit of what a cleanup fills, as in the original's image predictor. */
  private static final float FILLED = 10;

  /** The highest logit of pixels that belong to another object, as in the original. */
  private static final float TAKEN = -10;

  private final float[] lowRes;
  private final int lowResSize;
  private final int width;
  private final int height;
  private final float iou;
  private final float objectScore;
  private final @Nullable MaskReading reading;
  private final @Nullable BitSet taken;
  private final @Nullable Origin origin;

  /** An answer whose origin is known elsewhere, as a session's journal knows it. */
  Segmentation(
      float[] lowRes,
      int lowResSize,
      int width,
      int height,
      float iou,
      float objectScore,
      @Nullable MaskReading reading) {
    this(lowRes, lowResSize, width, height, iou, objectScore, reading, null, null);
  }

  private Segmentation(
      float[] lowRes,
      int lowResSize,
      int width,
      int height,
      float iou,
      float objectScore,
      @Nullable MaskReading reading,
      @Nullable BitSet taken,
      @Nullable Origin origin) {
    this.lowRes = lowRes;
    this.lowResSize = lowResSize;
    this.width = width;
    this.height = height;
    this.iou = iou;
    this.objectScore = objectScore;
    this.reading = reading;
    this.taken = taken;
    this.origin = origin;
  }

  /** With what is known of where it comes from. */
  Segmentation from(Origin where) {
    return with(lowRes, taken, where);
  }

  @Nullable Origin origin() {
    return origin;
  }

  private Segmentation with(float[] logits, @Nullable BitSet pixels, @Nullable Origin where) {
    return new Segmentation(
        logits, lowResSize, width, height, iou, objectScore, reading, pixels, where);
  }

  /** With the pixels that belong to other objects. */
  Segmentation without(BitSet pixels) {
    return with(lowRes, pixels, null);
  }

  /**
   * A mended copy: the low-resolution logits are cleaned, where a threshold of 0 divides them, and
   * the mask on the image's grid follows. Filled holes get the logit 10, removed islands -10. To
   * refine an answer, hand the decoder the one it gave and not the mended copy.
   *
   * @param cleanup its areas count cells of {@link #lowResLogits}, each as many pixels of the image
   *     as {@code width * height / lowResSize / lowResSize}; to clean on the image's own grid apply
   *     it to {@link #mask()}
   */
  public Segmentation cleaned(MaskCleanup cleanup) {
    float[] mended = cleanup.apply(lowRes, lowResSize, lowResSize, FILLED);
    return with(mended, taken, origin == null ? null : origin.cleaned(cleanup));
  }

  /** The pixels whose logit is above 0, on the image's grid. */
  public Mask mask() {
    return mask(0);
  }

  /** The pixels whose logit is above a threshold: higher for tighter masks. */
  public Mask mask(float threshold) {
    if (taken != null) {
      return Mask.fromThreshold(width, height, FloatBuffer.wrap(logits()), threshold);
    }
    byte[] inside = new byte[width * height];
    Bilinear.resize(
        lowRes,
        lowResSize,
        lowResSize,
        width,
        height,
        (y, row) -> {
          for (int x = 0; x < row.length; x++) {
            inside[y * row.length + x] = (byte) (row[x] > threshold ? 1 : 0);
          }
        });
    return Mask.of(width, height, inside);
  }

  /** Logits on the image's grid, row by row; a new array. */
  public float[] logits() {
    float[] out = Bilinear.resize(lowRes, lowResSize, lowResSize, width, height);
    if (taken != null) {
      taken.stream().forEach(i -> out[i] = Math.min(out[i], TAKEN));
    }
    return out;
  }

  /** The decoder's own logits, {@link #lowResSize} squared, clamped to -32..32; a new array. */
  public float[] lowResLogits() {
    float[] out = lowRes.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.max(-CLAMP, Math.min(CLAMP, out[i]));
    }
    return out;
  }

  /** The decoder's logits as they are, not to be written to. */
  float[] rawLowResLogits() {
    return lowRes;
  }

  /** Side of {@link #lowResLogits}: a quarter of the model's input size. */
  public int lowResSize() {
    return lowResSize;
  }

  /** The network's own estimate of the mask's IoU with the truth, 0 to 1. */
  public float iou() {
    return iou;
  }

  /** The logit of the object being in the image: unlikely at 0 and below. */
  public float objectScore() {
    return objectScore;
  }

  /** Whether the network thinks the object is in the image. The mask is not emptied if not. */
  public boolean isObjectPresent() {
    return objectScore > 0;
  }

  /**
   * What further heads of the model say of the mask, such as {@link
   * io.github.medsam2.reading.coronary.CoronaryReading}; empty for a model without such heads, as
   * all published ones are, and for a given mask that is empty. Read also of an object that
   * {@linkplain #isObjectPresent is not there}.
   */
  public <R extends MaskReading> Optional<R> reading(Class<R> kind) {
    return Optional.ofNullable(reading).filter(kind::isInstance).map(kind::cast);
  }

  /**
   * What made this mask, to be kept beside it: see {@link Receipt}. Nothing is computed before it
   * is asked for; the first receipt of a model reads all of its weights once, so the model must be
   * open then.
   *
   * @throws InvalidInputException for a mask of a session, which its journal explains, and for one
   *     that refines an answer of another model or image
   */
  public Receipt receipt() {
    if (origin == null) {
      throw new InvalidInputException(
          "receipt",
          "an answer to prompts on an image",
          "a mask of a session",
          "write the session's journal: SessionJournal.write, and VideoSession.replay");
    }
    return origin.receipt(this);
  }

  /** Columns of the mask. */
  public int width() {
    return width;
  }

  /** Rows of the mask. */
  public int height() {
    return height;
  }

  /** Size, area, scores. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "Segmentation[%dx%d, %d pixels, predicted IoU %.2f, object %s (%.1f)%s]",
        width,
        height,
        mask().area(),
        iou,
        isObjectPresent() ? "present" : "absent",
        objectScore,
        reading == null ? "" : ", " + reading);
  }
}
