// SPDX-License-Identifier: Apache-2.0
/** Tests of a project's files. */
package io.github.medsam2.rounds.journal;
