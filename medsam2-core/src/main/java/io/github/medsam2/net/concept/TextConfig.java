// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

/**
 * The sizes of the text encoder.
 *
 * @param width channels
 * @param layers how many
 * @param heads attention heads
 * @param ffn width between the two linear layers
 * @param vocabulary how many pieces of words it knows, two marks included
 * @param context the longest sequence
 */
public record TextConfig(int width, int layers, int heads, int ffn, int vocabulary, int context) {}
