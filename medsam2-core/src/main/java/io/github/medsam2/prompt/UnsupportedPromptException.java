// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt;

import io.github.medsam2.error.MedSam2Exception;

/** A prompt that the loaded model cannot take; the message says what would take it. */
public final class UnsupportedPromptException extends MedSam2Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the prompt
   * @param expected what the model takes
   * @param found what was given
   * @param fix what the caller can do
   */
  public UnsupportedPromptException(String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
  }
}
