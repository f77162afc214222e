// SPDX-License-Identifier: Apache-2.0
/**
 * What every engine promises, as tests: the pieces of {@link
 * io.github.medsam2.engine.EngineContract}.
 */
@NullMarked
package io.github.medsam2.engine.contract;

import org.jspecify.annotations.NullMarked;
