// SPDX-License-Identifier: Apache-2.0
/** What a case looks at: pictures, cines and volumes, of whatever file. */
@NullMarked
package io.github.medsam2.batch.input;

import org.jspecify.annotations.NullMarked;
