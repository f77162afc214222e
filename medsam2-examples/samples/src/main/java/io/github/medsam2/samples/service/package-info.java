// SPDX-License-Identifier: Apache-2.0
/** A service in one file. */
@NullMarked
package io.github.medsam2.samples.service;

import org.jspecify.annotations.NullMarked;
