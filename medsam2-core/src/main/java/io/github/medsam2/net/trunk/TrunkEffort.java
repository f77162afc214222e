// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.trunk;

/**
 * What it takes to encode one image, neck included.
 *
 * @param operations floating-point operations, a multiplication and an addition being two
 * @param workingBytes memory at most beside the weights
 */
public record TrunkEffort(double operations, long workingBytes) {}
