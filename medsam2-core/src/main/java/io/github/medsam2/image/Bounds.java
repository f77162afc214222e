// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.image;

/**
 * The smallest rectangle of whole pixels around a mask.
 *
 * @param x first column
 * @param y first row
 * @param width columns, at least 1
 * @param height rows, at least 1
 */
public record Bounds(int x, int y, int width, int height) {}
