// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import java.util.Set;

/**
 * What an update did.
 *
 * @param norm the common norm of the gradients before clipping
 * @param factor what clipping multiplied them by
 * @param updated the keys that moved: all that a gradient reached, or none
 * @param notFinite the keys whose gradients are not finite; when there are any, nothing was updated
 */
public record UpdateResult(
    double norm, double factor, Set<String> updated, Set<String> notFinite) {}
