// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime.concept;

import io.github.medsam2.net.concept.ConceptSlots;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.tensor.HostTensor;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * What all queries found, before masks are made.
 *
 * @param presence logit of there being any instance
 * @param logits of each query, within -12 to 12
 * @param boxes centre and size of each in shares of the image, four numbers a query
 * @param queries (1, Q, C), for the masks
 */
public record Candidates(float presence, float[] logits, float[] boxes, HostTensor queries) {
  private static final float SUREST = 12;

  static Candidates of(Map<Slot, HostTensor> out) {
    float[] logits = get(out, ConceptSlots.LOGITS).toFloatArray();
    for (int i = 0; i < logits.length; i++) {
      logits[i] = Math.max(-SUREST, Math.min(SUREST, logits[i]));
    }
    return new Candidates(
        get(out, ConceptSlots.PRESENCE).floats().get(0),
        logits,
        get(out, ConceptSlots.FOUND).toFloatArray(),
        get(out, ConceptSlots.QUERIES));
  }

  private static HostTensor get(Map<Slot, HostTensor> out, Slot slot) {
    return Objects.requireNonNull(out.get(slot), slot.name());
  }

  /** How sure it is that there is any instance, 0 to 1. */
  public float presenceProbability() {
    return sigmoid(presence);
  }

  /** How sure it is of a query: of its instance, times of there being any. */
  public float score(int query) {
    return sigmoid(logits[query]) * presenceProbability();
  }

  private static float sigmoid(float x) {
    return (float) (1 / (1 + Math.exp(-x)));
  }

  /** The queries whose score is above a threshold, in their order. */
  public int[] above(double threshold) {
    return IntStream.range(0, logits.length).filter(i -> score(i) > threshold).toArray();
  }

  /** Rows of {@link #queries}: (1, K, C). */
  HostTensor chosen(int[] kept) {
    int c = Math.toIntExact(queries.shape().dim(2));
    float[] all = queries.toFloatArray();
    float[] rows = new float[kept.length * c];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(all, kept[i] * c, rows, i * c, c);
    }
    return HostTensor.of(rows, 1, kept.length, c);
  }
}
