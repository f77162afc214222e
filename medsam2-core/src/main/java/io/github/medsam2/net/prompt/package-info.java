/** From prompts to tokens and a dense map. */
@NullMarked
package io.github.medsam2.net.prompt;

import org.jspecify.annotations.NullMarked;
