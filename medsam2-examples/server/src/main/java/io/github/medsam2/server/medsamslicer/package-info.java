// SPDX-License-Identifier: Apache-2.0
/** MedSAMSlicer's calls, of its branch MedSAM2. */
@NullMarked
package io.github.medsam2.server.medsamslicer;

import org.jspecify.annotations.NullMarked;
