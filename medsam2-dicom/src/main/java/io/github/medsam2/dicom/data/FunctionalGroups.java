// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.util.List;

/**
 * The functional groups of an enhanced multi-frame object (PS3.3 C.7.6.16): what one frame says,
 * else what all frames share, else what stands at the top level, as in classic objects.
 *
 * @param dataSet the whole object
 */
public record FunctionalGroups(DataSet dataSet) {

  /** Whether the object has groups for single frames. */
  public boolean isEnhanced() {
    return dataSet.has(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
  }

  /**
   * The item of a macro that holds for a frame; the whole object where there is no such macro.
   *
   * @param frame 0-based
   */
  public DataSet of(int frame, Tag macro) {
    List<DataSet> perFrame = dataSet.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE);
    if (frame < perFrame.size() && perFrame.get(frame).has(macro)) {
      return perFrame.get(frame).item(macro);
    }
    DataSet shared = dataSet.item(Tag.SHARED_FUNCTIONAL_GROUPS_SEQUENCE);
    return shared.has(macro) ? shared.item(macro) : dataSet;
  }
}
