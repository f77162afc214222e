// SPDX-License-Identifier: Apache-2.0
/** Tests of rounds with a human. */
package io.github.medsam2.rounds;
