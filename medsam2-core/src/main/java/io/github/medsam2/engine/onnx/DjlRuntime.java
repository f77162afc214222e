// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.onnxruntime.engine.OrtEngineProvider;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import io.github.medsam2.engine.EngineException;
import io.github.medsam2.engine.NativeStart;
import io.github.medsam2.error.InvalidInputException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.regex.Pattern;

/** The DJL engine underneath. Loading this class fails where its libraries are absent. */
final class DjlRuntime {
  static final String ENGINE = "OnnxRuntime";

  /** DJL would ask the network where it runs, and its JNA unpack itself into the home. */
  private static final Map<String, String> PROPERTIES =
      Map.of("ai.djl.offline", "true", "jna.tmpdir", System.getProperty("java.io.tmpdir"));

  private static final NativeStart<Engine> START =
      new NativeStart<>(OnnxEngineProvider.FAILURE, DjlRuntime::begin);

  private static final Pattern SILENT = Pattern.compile("1\\.(1?\\d|2[0-8])(?!\\d)");

  private static volatile String version = "";

  private DjlRuntime() {}

  /** The version of ONNX Runtime itself, which DJL does not tell; empty before it is started. */
  static String version() {
    return version;
  }

  /** Starts the runtime, once per class loader. */
  static void start() {
    START.get(DjlRuntime.class.getClassLoader(), PROPERTIES);
  }

  private static Engine begin() throws Exception {
    // Read whenever a manager of arrays is made, so it stays: DJL would start PyTorch beside.
    System.getProperties().putIfAbsent("ai.djl.onnx.disable_alternative", "true");
    Engine.registerEngine(new OrtEngineProvider()); // whoever initialised DJL, with what loader
    try {
      Engine engine = HostEnvironment.apart(DjlRuntime::open);
      NDManager.newBaseManager(Device.cpu(), ENGINE).close();
      if (!hasCuda()) {
        Natives.removeUnpacked();
      }
      return engine;
    } catch (UnsatisfiedLinkError e) {
      if (says(e, "java.library.path") && Natives.areInJar()) {
        IOException copying = new IOException("they could not be copied out of their jar");
        copying.addSuppressed(e); // no cause: it says that there are none
        throw copying;
      }
      throw e;
    }
  }

  private static Engine open() throws OrtException {
    Engine engine = Engine.getEngine(ENGINE);
    OrtEnvironment runtime = OrtEnvironment.getEnvironment();
    runtime.setTelemetry(false); // traced on Windows otherwise
    version = runtime.getVersion();
    warnOfTelemetry(version);
    return engine;
  }

  private static boolean hasCuda() {
    return OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA);
  }

  private static boolean says(Throwable failure, String words) {
    return String.valueOf(failure.getMessage()).contains(words);
  }

  /** From 1.29 on the runtime for Linux keeps and sends events before it can be told not to. */
  private static void warnOfTelemetry(String version) {
    if (!SILENT.matcher(version).lookingAt()) {
      System.getLogger(DjlRuntime.class.getName())
          .log(
              Level.WARNING,
              "ONNX Runtime {0} may write to the home folder and send events; 1.28 does not,"
                  + " nor do later ones with ORT_DISABLE_TELEMETRY=1 in the environment",
              version);
    }
  }

  /** The device of this name; throws when it is absent. */
  static Device device(String name) {
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    if (!name.matches("gpu:\\d{1,3}")) {
      throw new InvalidInputException(
          "device", "cpu, or gpu:0 for the first CUDA device", name, "correct the name");
    }
    if (!hasCuda()) {
      throw new EngineException(
          "engine onnx, device " + name,
          "an ONNX Runtime with CUDA",
          "one without",
          "replace com.microsoft.onnxruntime:onnxruntime by"
              + " com.microsoft.onnxruntime:onnxruntime_gpu of the same version, or use cpu");
    }
    return Device.gpu(Integer.parseInt(name.substring("gpu:".length())));
  }
}
