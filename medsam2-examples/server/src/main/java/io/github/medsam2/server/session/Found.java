// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import io.github.medsam2.receipt.ModelIdentity;
import io.github.medsam2.session.Suggestion;
import java.util.List;

/**
 * What was found.
 *
 * @param voxels 1 inside and 0 outside, x fastest, then y, then z; not to be written to
 * @param iou the network's own estimate on the prompted slice, 0 to 1
 * @param present whether it thinks that the object is there
 * @param slices how many slices were looked at
 * @param complete whether the time sufficed; asking the same again goes on
 * @param suggestions slices where a correction would pay most, most needed first
 * @param model which answered
 * @param engine which ran it
 */
@SuppressWarnings("ArrayRecordComponent")
public record Found(
    byte[] voxels,
    float iou,
    boolean present,
    int slices,
    boolean complete,
    List<Suggestion> suggestions,
    ModelIdentity model,
    String engine) {}
