// SPDX-License-Identifier: Apache-2.0
/** Tests of what learns and how fast. */
package io.github.medsam2.train.optim;
