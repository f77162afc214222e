// SPDX-License-Identifier: Apache-2.0
/** Coronary descriptions in the files of sessions. */
@NullMarked
package io.github.medsam2.session.coronary;

import org.jspecify.annotations.NullMarked;
