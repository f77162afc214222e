// SPDX-License-Identifier: Apache-2.0
/**
 * What happens inside a session: its state, which never changes in place, the walks over frames
 * that own what they make, and what prompts, corrections and taking back do to both. Not API:
 * {@code VideoSession} and its kin are.
 */
@NullMarked
package io.github.medsam2.session.run;

import org.jspecify.annotations.NullMarked;
