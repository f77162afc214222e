// SPDX-License-Identifier: Apache-2.0
/** Tests of training steps. */
package io.github.medsam2.train.step;
