// SPDX-License-Identifier: Apache-2.0
/** The page's calls, {@code /api/v1}, in JSON. */
@NullMarked
package io.github.medsam2.server.page.api;

import org.jspecify.annotations.NullMarked;
