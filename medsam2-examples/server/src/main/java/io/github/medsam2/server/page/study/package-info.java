// SPDX-License-Identifier: Apache-2.0
/** What the page's user has open: frames, objects, what was found, and what happens to it. */
@NullMarked
package io.github.medsam2.server.page.study;

import org.jspecify.annotations.NullMarked;
