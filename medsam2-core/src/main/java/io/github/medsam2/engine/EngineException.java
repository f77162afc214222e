// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import io.github.medsam2.error.MedSam2Exception;

/** An engine that is absent, or a program that failed to prepare or run. */
public class EngineException extends MedSam2Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the engine, program or input
   * @param expected what it needs
   * @param found what was there
   * @param fix what the caller can do
   */
  public EngineException(String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
  }

  /**
   * @param where the engine, program or input
   * @param expected what it needs
   * @param found what was there
   * @param fix what the caller can do
   * @param cause the failure underneath
   */
  public EngineException(String where, String expected, String found, String fix, Throwable cause) {
    super(where, expected, found, fix, cause);
  }
}
