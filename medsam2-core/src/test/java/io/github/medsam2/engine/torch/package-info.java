// SPDX-License-Identifier: Apache-2.0
/** Checks of the PyTorch engine beyond the contract of all engines. */
package io.github.medsam2.engine.torch;
