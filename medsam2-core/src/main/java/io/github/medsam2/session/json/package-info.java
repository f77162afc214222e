// SPDX-License-Identifier: Apache-2.0
/** Prompts in the files of sessions and receipts. */
@NullMarked
package io.github.medsam2.session.json;

import org.jspecify.annotations.NullMarked;
