// SPDX-License-Identifier: Apache-2.0
/**
 * What is asked of a session and what it may remember, as its user writes it: {@link
 * io.github.medsam2.session.SessionEvent}, {@link io.github.medsam2.session.SessionJournal}, {@link
 * io.github.medsam2.session.MemoryPolicy}, {@link io.github.medsam2.session.MemoryBudget}. What
 * happens inside one is in the package {@code session.run}.
 */
@NullMarked
package io.github.medsam2.session;

import org.jspecify.annotations.NullMarked;
