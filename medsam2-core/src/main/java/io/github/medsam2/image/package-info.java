/** Images, masks and volumes with their geometry, frames of a cine, and exact resampling. */
@NullMarked
package io.github.medsam2.image;

import org.jspecify.annotations.NullMarked;
