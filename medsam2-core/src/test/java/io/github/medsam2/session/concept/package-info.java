// SPDX-License-Identifier: Apache-2.0
/** Tests of the package of this name. */
@NullMarked
package io.github.medsam2.session.concept;

import org.jspecify.annotations.NullMarked;
