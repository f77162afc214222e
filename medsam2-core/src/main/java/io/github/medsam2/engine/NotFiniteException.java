// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

/** A loss that is not a finite number: the step may be left out and training go on. */
public final class NotFiniteException extends EngineException {
  private static final long serialVersionUID = 1L;

  /**
   * @param where the step
   * @param expected what a good loss looks like
   * @param found what it was
   * @param fix what the caller can do
   */
  public NotFiniteException(String where, String expected, String found, String fix) {
    super(where, expected, found, fix);
  }
}
