// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import io.github.medsam2.engine.EngineException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the device an option names. */
final class TorchDevices {
  private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

  private TorchDevices() {}

  /** {@code cpu}, {@code gpu} or {@code gpu:N}. */
  static Device find(Engine pytorch, String name) {
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    Matcher gpu = GPU.matcher(name);
    if (!gpu.matches()) {
      throw new EngineException(
          "engine torch", "device cpu or gpu:N", "device " + name, "correct the device's name");
    }
    int index = gpu.group(1) == null ? 0 : Integer.parseInt(gpu.group(1));
    requireGpu(pytorch, index);
    return Device.gpu(index);
  }

  private static void requireGpu(Engine pytorch, int index) {
    if (!pytorch.hasCapability(StandardCapabilities.CUDA)) {
      throw new EngineException(
          "engine torch, device gpu:" + index,
          "a PyTorch built with CUDA",
          "one for the CPU only",
          "set PYTORCH_LIBRARY_PATH to the lib folder of a PyTorch "
              + PyTorchLibraries.VERSION
              + " with CUDA, and PYTORCH_FLAVOR to its flavour, such as cu128");
    }
    int count = pytorch.getGpuCount();
    if (index >= count) {
      throw new EngineException(
          "engine torch, device gpu:" + index,
          "a CUDA device of this number",
          count + " CUDA devices",
          "name a device that exists");
    }
  }
}
