// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import java.util.Optional;

/**
 * What is shown at a moment.
 *
 * @param revision counts changes
 * @param scene what is shown
 * @param canUndo whether the last step can be taken back
 * @param canRedo whether one that was can be taken again
 * @param job the walk that is under way
 * @param told the number of the latest event
 */
public record Moment(
    long revision,
    Scene scene,
    boolean canUndo,
    boolean canRedo,
    Optional<String> job,
    long told) {}
