// SPDX-License-Identifier: Apache-2.0
/** Images that a server offers to its users, and the labels they gave them. */
@NullMarked
package io.github.medsam2.server.store;

import org.jspecify.annotations.NullMarked;
