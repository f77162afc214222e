// SPDX-License-Identifier: Apache-2.0
/** Images that are open, what is asked of them, how long and how large they may be. */
@NullMarked
package io.github.medsam2.server.session;

import org.jspecify.annotations.NullMarked;
