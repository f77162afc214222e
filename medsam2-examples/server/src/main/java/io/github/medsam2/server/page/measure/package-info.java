// SPDX-License-Identifier: Apache-2.0
/** QCA of what is shown, with its doubts in words. */
@NullMarked
package io.github.medsam2.server.page.measure;

import org.jspecify.annotations.NullMarked;
