// SPDX-License-Identifier: Apache-2.0
/**
 * Sessions below the front door: what is asked of one and what it may remember, as its user writes
 * it ({@link io.github.medsam2.session.SessionEvent}, {@link
 * io.github.medsam2.session.SessionJournal}, {@link io.github.medsam2.session.MemoryPolicy}, {@link
 * io.github.medsam2.session.MemoryBudget}), and the engine room: states that never change, a
 * journal of them, and one small run per walk.
 */
@NullMarked
package io.github.medsam2.session;

import org.jspecify.annotations.NullMarked;
