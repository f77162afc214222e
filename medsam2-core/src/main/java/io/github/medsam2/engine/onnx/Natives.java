// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** ONNX Runtime's native libraries: in its jar, and in a temporary folder of each JVM. */
final class Natives {

  private Natives() {}

  /** Whether the jar has them for this platform; loads none. */
  static boolean areInJar() {
    String file = System.mapLibraryName("onnxruntime").replace("jnilib", "dylib");
    String resource = "/ai/onnxruntime/native/" + system() + "-" + processor() + "/" + file;
    return OrtEnvironment.class.getResource(resource) != null;
  }

  /**
   * Removes what has been loaded. ONNX Runtime leaves its folder behind when the JVM ends, and all
   * of 40 MB when it is killed; where a system lets files go that are in use, they go now.
   */
  static void removeUnpacked() {
    if (system().equals("win")) {
      return;
    }
    try {
      Path folder = folder();
      if (folder != null && Files.isDirectory(folder)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
          for (Path file : files) {
            Files.delete(file);
          }
        }
        Files.delete(folder);
      }
    } catch (IOException | ReflectiveOperationException | RuntimeException e) {
      return; // then it goes when the JVM ends
    }
  }

  private static @Nullable Path folder() throws ReflectiveOperationException {
    Field folder = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("tempDirectory");
    folder.setAccessible(true);
    return (Path) folder.get(null);
  }

  private static String system() {
    String name = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (name.contains("mac")) {
      return "osx";
    }
    return name.contains("win") ? "win" : "linux";
  }

  private static String processor() {
    String name = System.getProperty("os.arch", "");
    return name.equals("amd64") || name.equals("x86_64") ? "x64" : name;
  }
}
