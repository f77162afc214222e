// SPDX-License-Identifier: Apache-2.0
/**
 * What all dialects stand on: the model's sessions, stored images, settings, and what a dialect is.
 */
@NullMarked
package io.github.medsam2.server.desk;

import org.jspecify.annotations.NullMarked;
