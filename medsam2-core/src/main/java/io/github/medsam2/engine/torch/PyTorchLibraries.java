// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.pytorch.engine.PtEngineProvider;
import io.github.medsam2.engine.NativeStart;
import java.util.HashMap;
import java.util.Map;

/** Loads PyTorch. DJL is offline meanwhile, unless the host says otherwise. */
final class PyTorchLibraries {
  static final String VERSION = PyTorchJars.VERSION;

  private static final NativeStart<Engine> START =
      new NativeStart<>(PyTorchJars.FAILURE, PyTorchLibraries::begin);

  private PyTorchLibraries() {}

  /** PyTorch, loaded at the first call in a class loader. */
  static Engine load() {
    return START.get(PyTorchJars.loader(), properties());
  }

  private static Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>(PyTorchJars.PROPERTIES);
    if (!UnpackedLibraries.areNamed()) {
      try {
        properties.put(
            UnpackedLibraries.PROPERTY,
            NativeStart.look(
                PyTorchJars.loader(), PyTorchJars.PROPERTIES, UnpackedLibraries::folder));
      } catch (Exception e) {
        throw PyTorchJars.FAILURE.explain(e);
      }
    }
    return properties;
  }

  private static Engine begin() {
    Engine.registerEngine(new PtEngineProvider()); // whoever initialised DJL, with what loader
    Engine pytorch = Engine.getEngine("PyTorch");
    pytorch.newBaseManager(Device.cpu()).close();
    return pytorch;
  }
}
