// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.engine.Engine;
import ai.djl.util.ClassLoaderUtils;
import ai.djl.util.Platform;
import ai.djl.util.Utils;
import io.github.medsam2.engine.EngineException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds and loads the optional PyTorch libraries. DJL is told to stay offline unless {@code
 * ai.djl.offline} or {@code DJL_OFFLINE} already says otherwise.
 */
final class PyTorchLibraries {
  static final String VERSION = "2.7.1";
  private static final String NATIVE = "ai.djl.pytorch:pytorch-native-cpu:" + VERSION;
  private static final String BINDING = "ai.djl.pytorch:pytorch-jni:" + VERSION + "-0.35.1";
  private static final String CLASSES = "ai.djl.pytorch:pytorch-engine:0.35.1";
  private static final String DJL_NAME = "pytorch";
  private static final String OFFLINE = "ai.djl.offline";

  private PyTorchLibraries() {}

  /** What to add, or an empty text when everything is there. Loads no native code. */
  static String missing() {
    try {
      return find();
    } catch (LinkageError | AssertionError | RuntimeException e) {
      return advice("ai.djl:api:0.35.1", CLASSES, BINDING, NATIVE + " for this platform");
    }
  }

  private static String find() {
    ClassLoader loader = ClassLoaderUtils.getContextClassLoader();
    if (loader.getResource("ai/djl/pytorch/engine/PtEngine.class") == null) {
      return advice(CLASSES, BINDING, natives());
    }
    if (loader.getResource("jnilib/pytorch.properties") == null) {
      return advice(BINDING, natives());
    }
    return hasNatives() ? "" : advice(natives());
  }

  private static boolean hasNatives() {
    return Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH") != null
        || !Platform.detectPlatform(DJL_NAME).isPlaceholder()
        || Files.exists(downloaded())
        || "false".equals(Utils.getEnvOrSystemProperty("DJL_OFFLINE", System.getProperty(OFFLINE)));
  }

  /** Where DJL keeps what it once downloaded. */
  private static Path downloaded() {
    Platform platform = Platform.detectPlatform(DJL_NAME);
    String flavour = Utils.getEnvOrSystemProperty("PYTORCH_FLAVOR", platform.getFlavor());
    return Utils.getEngineCacheDir(DJL_NAME)
        .resolve(platform.getVersion() + '-' + flavour + '-' + platform.getClassifier())
        .resolve(System.mapLibraryName("torch"));
  }

  private static String natives() {
    return NATIVE + ":" + Platform.fromSystem(DJL_NAME).getClassifier();
  }

  private static String advice(String... coordinates) {
    return "To run on PyTorch add " + String.join(", ", coordinates) + " to the class path.";
  }

  /** Loads PyTorch, at the first call in a JVM. */
  static Engine load() {
    String missing = missing();
    if (!missing.isEmpty()) {
      throw new EngineException(
          "engine torch", "its libraries on the class path", "some are missing", missing);
    }
    stayOffline();
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      throw new EngineException(
          "engine torch",
          "PyTorch " + VERSION + " to load",
          String.valueOf(e.getMessage()),
          "check that " + CLASSES + ", " + BINDING + " and " + natives() + " are used together",
          e);
    }
  }

  /** Without this DJL asks a cloud address for telemetry when its engine class loads. */
  private static void stayOffline() {
    if (System.getenv("DJL_OFFLINE") == null && System.getProperty(OFFLINE) == null) {
      System.setProperty(OFFLINE, "true");
    }
  }
}
