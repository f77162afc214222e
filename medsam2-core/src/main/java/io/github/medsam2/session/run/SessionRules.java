// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session;

import io.github.medsam2.image.MaskCleanup;

/**
 * What a session goes by.
 *
 * @param policy what objects remember
 * @param budget what may be kept
 * @param cleanup what is mended in every mask
 * @param prefetch whether the next frame is embedded while the present one is tracked
 */
public record SessionRules(
    MemoryPolicy policy, MemoryBudget budget, MaskCleanup cleanup, boolean prefetch) {}
