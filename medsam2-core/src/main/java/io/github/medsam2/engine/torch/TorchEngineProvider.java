// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineProvider;

/**
 * Offers PyTorch, an optional dependency: this class loads without it.
 *
 * <p>Devices are {@code cpu} and {@code gpu:N}. Opening an engine sets the system property {@code
 * ai.djl.offline} to true unless it, or {@code DJL_OFFLINE} in the environment, is set: DJL then
 * neither downloads nor reports anything. PyTorch unpacks its libraries into the folder that {@code
 * DJL_CACHE_DIR} names, by default {@code .djl.ai} in the user's home, when it first starts.
 */
public final class TorchEngineProvider implements EngineProvider {

  /** For {@link java.util.ServiceLoader}. */
  public TorchEngineProvider() {}

  @Override
  public String name() {
    return TorchEngine.NAME;
  }

  /** Behind an engine that compiles its graphs. */
  @Override
  public int rank() {
    return 20;
  }

  @Override
  public String unavailableBecause() {
    return PyTorchLibraries.missing();
  }

  @Override
  public Engine open(EngineOptions options) {
    return TorchEngine.open(options);
  }
}
