// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.contract;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;

/** The one thing a contract needs to know. */
public interface EngineUnderTest {
  /** One thread: results do not depend on it, and tests share their processors. */
  EngineOptions ONE_THREAD = EngineOptions.DEFAULT.withThreads(1);

  /** Opens the engine the contract is held against. */
  Engine open(EngineOptions options);

  /** Opens it as most tests want it. */
  default Engine open() {
    return open(ONE_THREAD);
  }
}
