// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/**
 * A place on one slice: what a prompt needs.
 *
 * @param slice its index
 * @param x column; whole numbers are pixel centres
 * @param y row; whole numbers are pixel centres
 */
public record SlicePoint(int slice, double x, double y) {}
