// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

/**
 * What embedding an image will take, said before it starts.
 *
 * @param seconds estimated from a matrix product that was timed on the engine just now
 * @param bytes of memory at most, beside the program and what it holds already: the work, and the
 *     weights as the engine keeps them
 */
public record EmbeddingReadiness(double seconds, long bytes) {}
