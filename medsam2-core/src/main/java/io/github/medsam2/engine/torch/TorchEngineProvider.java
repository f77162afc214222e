// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineProvider;

/**
 * Offers PyTorch, an optional dependency: this class loads without it.
 *
 * <p>Devices are {@code cpu} and {@code gpu:N}. While PyTorch starts, DJL neither downloads nor
 * reports anything unless {@code ai.djl.offline} or {@code DJL_OFFLINE} in the environment says
 * otherwise. PyTorch's libraries, 430 MB, are unpacked into the folder that {@code DJL_CACHE_DIR}
 * names, as a system property or in the environment; by default into a private folder {@code
 * medsam2-natives-USER} of {@code java.io.tmpdir}, which stays there for the next start. One class
 * loader of a JVM can hold PyTorch.
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
    return PyTorchJars.missing();
  }

  @Override
  public boolean trains() {
    return true;
  }

  @Override
  public Engine open(EngineOptions options) {
    String missing = PyTorchJars.missing();
    if (!missing.isEmpty()) {
      throw new EngineException(
          "engine torch", "its libraries on the class path", "some are missing", missing);
    }
    return TorchEngine.open(options);
  }
}
