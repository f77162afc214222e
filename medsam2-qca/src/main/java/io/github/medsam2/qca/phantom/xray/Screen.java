// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.phantom.xray;

import io.github.medsam2.qca.geometry.CArm;

/**
 * The picture and the C-arm that makes it.
 *
 * @param width columns
 * @param height rows
 * @param arm geometry, with the pitch of these pixels
 */
public record Screen(int width, int height, CArm arm) {}
