// SPDX-License-Identifier: Apache-2.0
/** Tests of what a trainer shows a network. */
package io.github.medsam2.sampling;
