// SPDX-License-Identifier: Apache-2.0
/** The main job, on a phantom whose truth is known. */
@NullMarked
package io.github.medsam2.cli.demo;

import org.jspecify.annotations.NullMarked;
