// SPDX-License-Identifier: Apache-2.0
/**
 * Many cases, each done exactly once: {@link io.github.medsam2.batch.Batch} is the front door. A
 * batch that was killed goes on where it was; several processes may share its folder.
 */
@NullMarked
package io.github.medsam2.batch;

import org.jspecify.annotations.NullMarked;
