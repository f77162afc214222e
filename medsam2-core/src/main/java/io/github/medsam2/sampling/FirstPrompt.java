// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.sampling;

/** What an object is first shown by. */
public enum FirstPrompt {
  /** Its true mask. */
  MASK,
  /** A box around it. */
  BOX,
  /** A click on it. */
  CLICK
}
