// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import io.github.medsam2.net.layer.SinePositions;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.tensor.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What programs are given of words and boxes: numbers that need no weights.
 *
 * @param net sizes
 */
public record ConceptInputs(Concepts net) {
  /** Hides a score from the softmax, and is finite on every engine. */
  private static final float HIDDEN = -1e9f;

  /** The inputs of {@link ReadWords} of a sequence without padding. */
  public Map<Slot, HostTensor> words(int[] ids) {
    int n = ids.length;
    long[] places = new long[n];
    float[] causal = new float[n * n];
    for (int i = 0; i < n; i++) {
      places[i] = i;
      Arrays.fill(causal, i * n + i + 1, (i + 1) * n, HIDDEN);
    }
    return Map.of(
        ConceptSlots.IDS, HostTensor.of(Arrays.stream(ids).asLongStream().toArray(), 1, n),
        ConceptSlots.PLACES, HostTensor.of(places, 1, n),
        ConceptSlots.CAUSAL, HostTensor.of(causal, 1, 1, n, n));
  }

  /** The inputs of {@link LookAtExamples} besides the image; nothing without boxes. */
  public Map<Slot, HostTensor> examples(List<ExampleBox> boxes) {
    if (boxes.isEmpty()) {
      return Map.of();
    }
    int b = boxes.size();
    int g = net.side();
    int code = net.config().width() + 2;
    float[] numbers = new float[4 * b];
    float[] codes = new float[code * b];
    long[] labels = new long[b];
    float[] rows = new float[b * BoxPool.CELLS * g];
    float[] columns = new float[b * BoxPool.CELLS * g];
    for (int i = 0; i < b; i++) {
      ExampleBox box = boxes.get(i);
      System.arraycopy(box.numbers(), 0, numbers, 4 * i, 4);
      code(box, codes, i * code);
      labels[i] = box.like() ? 1 : 0;
      float[] down = BoxPool.axis(box.top() * g, box.bottom() * g, g);
      float[] across = BoxPool.axis(box.left() * g, box.right() * g, g);
      System.arraycopy(down, 0, rows, i * down.length, down.length);
      transpose(across, g, columns, i * across.length);
    }
    return Map.of(
        ConceptSlots.BOXES, HostTensor.of(numbers, b, 4),
        ConceptSlots.CODES, HostTensor.of(codes, b, code),
        ConceptSlots.LABELS, HostTensor.of(labels, b),
        ConceptSlots.ROWS, HostTensor.of(rows, b, 1, BoxPool.CELLS, g),
        ConceptSlots.COLUMNS, HostTensor.of(columns, b, 1, g, BoxPool.CELLS));
  }

  private void code(ExampleBox box, float[] out, int at) {
    int half = net.config().width() / 2;
    SinePositions.place(box.cy(), out, at, half);
    SinePositions.place(box.cx(), out, at + half, half);
    out[at + 2 * half] = box.height();
    out[at + 2 * half + 1] = box.width();
  }

  private static void transpose(float[] cells, int g, float[] out, int at) {
    for (int i = 0; i < BoxPool.CELLS; i++) {
      for (int j = 0; j < g; j++) {
        out[at + j * BoxPool.CELLS + i] = cells[i * g + j];
      }
    }
  }

  /** {@link ConceptSlots#AVERAGE} over so many tokens. */
  public static HostTensor average(int tokens) {
    float[] shares = new float[tokens];
    Arrays.fill(shares, 1f / tokens);
    return HostTensor.of(shares, 1, 1, tokens);
  }
}
