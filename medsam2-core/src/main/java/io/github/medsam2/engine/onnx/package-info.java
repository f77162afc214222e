// SPDX-License-Identifier: Apache-2.0
/** Runs programs as ONNX graphs built in memory; weights stay in the user's file. */
@NullMarked
package io.github.medsam2.engine.onnx;

import org.jspecify.annotations.NullMarked;
