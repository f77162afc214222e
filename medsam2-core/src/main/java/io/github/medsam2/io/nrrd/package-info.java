// SPDX-License-Identifier: Apache-2.0
/** NRRD with attached or detached header; users go through {@code io.Volumes}. */
@NullMarked
package io.github.medsam2.io.nrrd;

import org.jspecify.annotations.NullMarked;
