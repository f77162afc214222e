// SPDX-License-Identifier: Apache-2.0
/** Tests of the ONNX engine: operations, weights in files, threads, memory and misuse. */
package io.github.medsam2.engine.onnx;
