// SPDX-License-Identifier: Apache-2.0
/** Tests of clips made of stills. */
package io.github.medsam2.data.warp;
