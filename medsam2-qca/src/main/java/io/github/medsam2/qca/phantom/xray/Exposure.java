// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.xray;

/**
 * How the detector is used.
 *
 * @param bits 8 or 12
 * @param kerma detector dose per frame, micrograys
 * @param noise quantum and electronic noise
 * @param scatter scattered radiation
 * @param blur of the detector
 * @param sharpening edge enhancement
 */
public record Exposure(
    int bits, double kerma, boolean noise, boolean scatter, boolean blur, boolean sharpening) {}
