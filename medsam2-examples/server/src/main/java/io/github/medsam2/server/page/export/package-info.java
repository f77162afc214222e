// SPDX-License-Identifier: Apache-2.0
/** What is shown, as files. */
@NullMarked
package io.github.medsam2.server.page.export;

import org.jspecify.annotations.NullMarked;
