// SPDX-License-Identifier: Apache-2.0
/** Requests and answers: bounded, checked, and known to no particular web server. */
@NullMarked
package io.github.medsam2.server.http;

import org.jspecify.annotations.NullMarked;
