// SPDX-License-Identifier: Apache-2.0
/**
 * What every trunk is followed by: prompt encoder, mask decoder, memory. SAM 2, MedSAM2 and the
 * tracker of SAM 3 share it.
 */
@NullMarked
package io.github.medsam2.net.tracker;

import org.jspecify.annotations.NullMarked;
