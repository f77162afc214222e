// SPDX-License-Identifier: Apache-2.0
/** The files of the page, a fixed list. */
@NullMarked
package io.github.medsam2.server.page.web;

import org.jspecify.annotations.NullMarked;
