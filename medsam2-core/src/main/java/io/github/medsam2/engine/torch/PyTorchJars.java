// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import ai.djl.util.Platform;
import ai.djl.util.Utils;
import io.github.medsam2.engine.NativeStart;
import io.github.medsam2.engine.StartFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Finds the optional PyTorch jars. Loads no native code of PyTorch. */
final class PyTorchJars {
  static final String VERSION = "2.7.1";
  static final String DJL_NAME = "pytorch";

  /** DJL would ask a cloud address for telemetry, and its JNA unpack itself into the home. */
  static final Map<String, String> PROPERTIES =
      Map.of("ai.djl.offline", "true", "jna.tmpdir", System.getProperty("java.io.tmpdir"));

  private static final String NATIVE = "ai.djl.pytorch:pytorch-native-cpu:" + VERSION;
  private static final String BINDING = "ai.djl.pytorch:pytorch-jni:" + VERSION + "-0.35.1";
  private static final String CLASSES = "ai.djl.pytorch:pytorch-engine:0.35.1";
  private static final Set<String> PLATFORMS =
      Set.of("linux-x86_64", "linux-aarch64", "osx-aarch64", "win-x86_64");

  static final StartFailure FAILURE =
      new StartFailure(
          TorchEngine.NAME,
          "ai.djl:api:0.35.1, "
              + CLASSES
              + ", "
              + BINDING
              + " and "
              + NATIVE
              + " with a classifier",
          "name another with -DDJL_CACHE_DIR=FOLDER or in the environment");

  private PyTorchJars() {}

  /** What to add, or an empty text when everything is there. */
  static String missing() {
    try {
      return NativeStart.look(loader(), PROPERTIES, PyTorchJars::find);
    } catch (AssertionError e) {
      return "PyTorch cannot run here: " + e.getMessage() + ".";
    } catch (LinkageError | Exception e) {
      return advice("ai.djl:api:0.35.1", CLASSES, BINDING, NATIVE + " for this platform");
    }
  }

  /** The library's own class loader, or the thread's where only that one sees the natives. */
  static ClassLoader loader() {
    ClassLoader own = PyTorchJars.class.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return context != null && !hasNatives(own) && hasNatives(context) ? context : own;
  }

  private static boolean hasNatives(ClassLoader loader) {
    return loader.getResource("native/lib/pytorch.properties") != null;
  }

  private static String find() {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    if (loader.getResource("ai/djl/pytorch/engine/PtEngine.class") == null) {
      return advice(CLASSES, BINDING, natives());
    }
    if (loader.getResource("jnilib/pytorch.properties") == null) {
      return advice(BINDING, natives());
    }
    return nativesAreThere() ? "" : advice(natives());
  }

  private static boolean nativesAreThere() {
    return Utils.getEnvOrSystemProperty("PYTORCH_LIBRARY_PATH") != null
        || !Platform.detectPlatform(DJL_NAME).isPlaceholder()
        || Files.exists(downloaded())
        || !Utils.isOfflineMode();
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
    String classifier = Platform.fromSystem(DJL_NAME).getClassifier();
    return PLATFORMS.contains(classifier)
        ? NATIVE + ":" + classifier
        : NATIVE + " (there is none for " + classifier + ")";
  }

  private static String advice(String... coordinates) {
    return "To run on PyTorch add " + String.join(", ", coordinates) + " to the class path.";
  }
}
