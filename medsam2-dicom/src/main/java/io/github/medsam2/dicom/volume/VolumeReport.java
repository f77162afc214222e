// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.volume;

import io.github.medsam2.dicom.data.Finding;
import java.util.List;

/**
 * What was found while slices were put together.
 *
 * @param slices how many make the volume
 * @param step distance of neighbours along the normal, mm: from the first to the last slice over
 *     the steps between them, those of missing slices included
 * @param gaps slices behind which the distance differs from the step by more than 1 % and 0.05 mm
 * @param missing slices that should lie between the others and do not
 * @param deviation how far a slice lies at most from where equal distances put it, mm
 * @param duplicates slices left out because another lies at the same place
 * @param tiltDegrees angle between the stack's direction and the normal of its slices
 * @param findings everything else
 */
public record VolumeReport(
    int slices,
    double step,
    List<Integer> gaps,
    int missing,
    double deviation,
    int duplicates,
    double tiltDegrees,
    List<Finding> findings) {

  /** Copies the lists. */
  public VolumeReport {
    gaps = List.copyOf(gaps);
    findings = List.copyOf(findings);
  }

  /** Whether slices are sheared against each other, as by a tilted gantry. */
  public boolean isSheared() {
    return tiltDegrees > 0.5;
  }

  /** Whether all slices lie at equal distances, and small differences do not add up. */
  public boolean isUniform() {
    return gaps.isEmpty() && deviation <= Math.max(0.05, 0.1 * step);
  }
}
