// SPDX-License-Identifier: Apache-2.0
/** The measurements of a lesion for others: as JSON and as a picture. */
@NullMarked
package io.github.medsam2.qca.report;

import org.jspecify.annotations.NullMarked;
