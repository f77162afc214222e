// SPDX-License-Identifier: Apache-2.0
/** The JDK's own web server as the carrier of requests. */
@NullMarked
package io.github.medsam2.server.carrier;

import org.jspecify.annotations.NullMarked;
