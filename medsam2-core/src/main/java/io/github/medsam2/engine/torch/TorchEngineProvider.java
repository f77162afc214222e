package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.EngineProvider;

/**
 * Offers PyTorch, an optional dependency: this class loads without it.
 *
 * <p>Devices are {@code cpu} and {@code gpu:N}.
 */
public final class TorchEngineProvider implements EngineProvider {

  /** For {@link java.util.ServiceLoader}. */
  public TorchEngineProvider() {}

  @Override
  public String name() {
    return "torch";
  }

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
