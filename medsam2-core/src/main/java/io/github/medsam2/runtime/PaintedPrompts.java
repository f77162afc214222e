// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.image.BoxFit;
import io.github.medsam2.net.Decode;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.Painting;
import io.github.medsam2.net.tracker.PromptEncoder.Kind;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Boxes and clicks painted into the logits of an earlier answer, for networks that were trained to
 * see them so: earlier logits times {@code kept}, plus {@code painted}.
 *
 * @param kept (B, 1, 4g, 4g): what is left of an earlier answer, 1 to 0
 * @param painted (B, 1, 4g, 4g): 10 inside, -10 outside, between them where a side cuts a cell; 0
 *     where nothing is said. Alone the mask where there is no earlier answer
 * @param boxes whether boxes are painted
 */
public record PaintedPrompts(HostTensor kept, HostTensor painted, boolean boxes) {
  private static final float SURE = (float) Painting.SURE;

  /** Of a click's disc, in cells: 8 pixels at 512. */
  private static final float RADIUS = 2;

  /**
   * What is painted of prompts.
   *
   * @param points of B objects; or none
   * @param first whether there is no earlier answer; otherwise boxes are not painted
   * @return none when the network does not want it, or there is nothing to paint
   */
  public static @Nullable PaintedPrompts of(
      ModelConfig config, @Nullable PointTokens points, boolean first) {
    Painting wanted = config.decoder().departures().painting();
    if (points == null || wanted == Painting.NOTHING) {
      return null;
    }
    Canvas canvas = new Canvas(points, config.maskSize(), config.imageSize());
    boolean all = wanted == Painting.BOXES_AND_CLICKS;
    boolean boxes = first && (all || canvas.startsWithBoxes());
    boolean boxed = boxes && canvas.anyBox();
    boolean any = false;
    for (int b = 0; b < canvas.objects(); b++) {
      any |= canvas.paint(b, boxes, all);
    }
    return any ? canvas.prompts(boxed) : null;
  }

  /**
   * What the mask is that the decoder is shown.
   *
   * @param paint what is painted; or none
   * @param earlier whether there is an earlier answer
   */
  public static Decode.Mask kind(@Nullable PaintedPrompts paint, boolean earlier) {
    if (earlier || paint != null && paint.boxes) {
      return Decode.Mask.WHOLE;
    }
    return paint == null ? Decode.Mask.NONE : Decode.Mask.CLICKS;
  }

  /** An earlier answer with what is painted over it. */
  public HostTensor over(HostTensor earlier) {
    float[] logits = earlier.toFloatArray();
    float[] left = kept.toFloatArray();
    float[] over = painted.toFloatArray();
    for (int i = 0; i < logits.length; i++) {
      logits[i] = logits[i] * left[i] + over[i];
    }
    return HostTensor.of(logits, earlier.shape().dims());
  }

  /** Both planes of B objects while they are painted. */
  private static final class Canvas {
    private final PointTokens points;
    private final int side;
    private final int imageSize;
    private final float[] kept;
    private final float[] painted;

    Canvas(PointTokens points, int side, int imageSize) {
      this.points = points;
      this.side = side;
      this.imageSize = imageSize;
      kept = new float[objects() * side * side];
      painted = new float[kept.length];
      Arrays.fill(kept, 1);
    }

    int objects() {
      return Math.toIntExact(points.kinds().shape().dim(0));
    }

    private int tokens() {
      return Math.toIntExact(points.kinds().shape().dim(1));
    }

    private Kind kind(int object, int token) {
      return Kind.values()[(int) points.kinds().longs().get(object * tokens() + token)];
    }

    /** On the grid, in cells. */
    private float place(int object, int token, int axis) {
      int at = (object * tokens() + token) * 2 + axis;
      return points.positions().floats().get(at) * side;
    }

    boolean startsWithBoxes() {
      return IntStream.range(0, objects()).allMatch(this::hasBox);
    }

    boolean anyBox() {
      return IntStream.range(0, objects()).anyMatch(this::hasBox);
    }

    private boolean hasBox(int object) {
      return kind(object, 0) == Kind.BOX_TOP_LEFT;
    }

    /** Whether there was anything to paint of an object. */
    boolean paint(int object, boolean boxes, boolean clicks) {
      boolean any = false;
      Optional<BoxFit.Box> box = points.box(object, side, imageSize);
      if (boxes && box.isPresent()) {
        fill(object, box.get());
        any = true;
      }
      for (int token = 0; clicks && token < tokens(); token++) {
        Kind kind = kind(object, token);
        if (kind == Kind.POSITIVE || kind == Kind.NEGATIVE) {
          disc(object, token, kind == Kind.POSITIVE ? SURE : -SURE);
          any = true;
        }
      }
      return any;
    }

    private void fill(int object, BoxFit.Box box) {
      for (int y = 0; y < side; y++) {
        for (int x = 0; x < side; x++) {
          int at = (object * side + y) * side + x;
          kept[at] = 0;
          painted[at] = (float) (2 * SURE * box.share(x, y)) - SURE;
        }
      }
    }

    /** Cells within the radius, the border softened over one cell. */
    private void disc(int object, int token, float value) {
      float x = place(object, token, 0) - 0.5f;
      float y = place(object, token, 1) - 0.5f;
      int reach = (int) RADIUS + 1;
      for (int v = Math.max(0, (int) y - reach); v <= Math.min(side - 1, (int) y + reach); v++) {
        for (int u = Math.max(0, (int) x - reach); u <= Math.min(side - 1, (int) x + reach); u++) {
          float far = (float) Math.hypot(u - x, v - y);
          float share = Math.max(0, Math.min(1, RADIUS + 0.5f - far));
          int at = (object * side + v) * side + u;
          kept[at] *= 1 - share;
          painted[at] = (1 - share) * painted[at] + share * value;
        }
      }
    }

    PaintedPrompts prompts(boolean boxes) {
      return new PaintedPrompts(
          HostTensor.of(kept, objects(), 1, side, side),
          HostTensor.of(painted, objects(), 1, side, side),
          boxes);
    }
  }
}
