// SPDX-License-Identifier: Apache-2.0
/** A study of a reader against a truth, as a page that a cardiologist can read. */
@NullMarked
package io.github.medsam2.qca.study;

import org.jspecify.annotations.NullMarked;
