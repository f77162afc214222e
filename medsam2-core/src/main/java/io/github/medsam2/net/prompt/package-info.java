// SPDX-License-Identifier: Apache-2.0
/** From prompts to tokens and a dense map. */
@NullMarked
package io.github.medsam2.net.prompt;

import org.jspecify.annotations.NullMarked;
