/** Tests of the ONNX engine: operations, weights in files, threads, memory and misuse. */
package io.github.medsam2.engine.onnx;
