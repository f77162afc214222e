// SPDX-License-Identifier: Apache-2.0
/** A page for the browser: a cine, prompts, tracking and QCA, on the sessions all viewers share. */
@NullMarked
package io.github.medsam2.server.page;

import org.jspecify.annotations.NullMarked;
