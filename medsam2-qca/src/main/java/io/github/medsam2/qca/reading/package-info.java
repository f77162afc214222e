// SPDX-License-Identifier: Apache-2.0
/** What the reading heads of a model say of a mask, in the terms of a cardiologist. */
@NullMarked
package io.github.medsam2.qca.reading;

import org.jspecify.annotations.NullMarked;
