// SPDX-License-Identifier: Apache-2.0
/** Tests of training runs. */
package io.github.medsam2.train;
