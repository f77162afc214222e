// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hosts;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/**
 * An application with plug-ins: each has a class loader of its own, and works in threads of a pool,
 * whose context class loader is the application's. The application does not see the library.
 */
final class PluginHost {

  private PluginHost() {}

  /** Arguments: the plug-in's class path and a checkpoint. Prints what the plug-in finds. */
  @SuppressWarnings({"SystemOut", "unchecked"})
  public static void main(String[] arguments) throws Exception {
    List<URL> urls = new ArrayList<>();
    for (String entry : arguments[0].split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    ExecutorService pool = Executors.newSingleThreadExecutor();
    try (URLClassLoader loader =
        new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
      Function<Path, Object> plugin =
          (Function<Path, Object>)
              loader.loadClass(arguments[2]).getDeclaredConstructor().newInstance();
      Object area = pool.submit(() -> plugin.apply(Path.of(arguments[1]))).get();
      System.out.println("area " + area);
    } finally {
      pool.shutdown();
    }
  }
}
