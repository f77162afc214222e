// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.prompt.ViewAngle;
import io.github.medsam2.tensor.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the reading heads said of one mask. Immutable; nobody writes to the array.
 *
 * @param cass logits of the 29 segments
 * @param stenosis in percent
 * @param spread standard deviation of the stenosis in percent
 * @param view they took into account; none when it was unknown
 */
public record HeadOutput(float[] cass, float stenosis, float spread, @Nullable ViewAngle view) {
  /** A spread beyond 100 percent says no more than one of 100; an exponential has no such bound. */
  private static final double MOST = 100;

  /**
   * What was said of (B, n) masks, row by row; nothing by a model without heads.
   *
   * @param views one per prompt, or none when they are unknown
   */
  static List<HeadOutput> all(Map<String, HostTensor> out, List<ViewAngle> views) {
    HostTensor cass = out.get("cass");
    List<HeadOutput> all = new ArrayList<>();
    if (cass != null) {
      int rows = Math.toIntExact(cass.shape().dim(0) * cass.shape().dim(1));
      for (int i = 0; i < rows; i++) {
        float[] logits = new float[Math.toIntExact(cass.shape().dim(2))];
        cass.floats().get(i * logits.length, logits);
        float spread = (float) Math.min(MOST, Math.exp(at(out, "stenosis_log_spread", i)));
        int prompt = Math.toIntExact(i / cass.shape().dim(1));
        ViewAngle view = views.isEmpty() ? null : views.get(prompt);
        all.add(new HeadOutput(logits, at(out, "stenosis", i), spread, view));
      }
    }
    return List.copyOf(all);
  }

  private static float at(Map<String, HostTensor> out, String name, int row) {
    return Objects.requireNonNull(out.get(name), name).floats().get(row);
  }
}
