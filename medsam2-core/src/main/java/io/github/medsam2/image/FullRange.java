// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/** From the smallest to the largest finite sample, clipping nothing. */
public record FullRange() implements Intensity {}
