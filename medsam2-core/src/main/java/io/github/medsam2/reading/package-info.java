// SPDX-License-Identifier: Apache-2.0
/** What further heads of a model may say of a mask. */
@NullMarked
package io.github.medsam2.reading;

import org.jspecify.annotations.NullMarked;
