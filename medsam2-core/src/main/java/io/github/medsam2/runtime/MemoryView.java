// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.tensor.HostTensor;
import org.jspecify.annotations.Nullable;

/**
 * The part of an object's memory bank that one frame attends to.
 *
 * @param maps (F, g * g, M) memory maps, conditioning frames first, then oldest to newest
 * @param mapTimes (F) int64 rows of the temporal table: 0 for the frame before, the last row for
 *     conditioning frames
 * @param pointers (1, p, C); none when there is no pointer
 * @param distances (1, p, C) encoded distances of the pointers; none when there is no pointer
 */
public record MemoryView(
    HostTensor maps,
    HostTensor mapTimes,
    @Nullable HostTensor pointers,
    @Nullable HostTensor distances) {}
