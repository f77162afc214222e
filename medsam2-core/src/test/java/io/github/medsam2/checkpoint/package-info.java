// SPDX-License-Identifier: Apache-2.0
/** Tests of the readers and writers of weights, most of them on files they make themselves. */
package io.github.medsam2.checkpoint;
