// SPDX-License-Identifier: Apache-2.0
/** The service interface of engines and how one is found. */
@NullMarked
package io.github.medsam2.engine;

import org.jspecify.annotations.NullMarked;
