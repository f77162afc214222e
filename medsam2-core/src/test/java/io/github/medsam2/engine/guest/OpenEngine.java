// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.guest;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.error.MedSam2Exception;

/** Opens an engine twice and prints what comes of it. */
final class OpenEngine {

  private OpenEngine() {}

  /** Argument: the engine. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) {
    for (int i = 0; i < 2; i++) {
      try {
        Engines.open(arguments[0], EngineOptions.DEFAULT.withThreads(1)).close();
        System.out.println("opened");
      } catch (MedSam2Exception e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }
}
