// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.guest;

import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A server that deploys the same application twice: each in a class loader of its own. */
final class Reload {

  private Reload() {}

  /** Arguments: the engine and a checkpoint. Prints why the second deployment fails, if it does. */
  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws Exception {
    for (int deployment = 1; deployment <= 2; deployment++) {
      URLClassLoader loader =
          new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader()); // as servers leak
      try {
        loader
            .loadClass(Visit.class.getName())
            .getDeclaredMethod("make", String.class, Path.class)
            .invoke(null, arguments[0], Path.of(arguments[1]));
        System.out.println("deployment " + deployment + " works");
      } catch (InvocationTargetException e) {
        System.out.println("deployment " + deployment + " fails: " + e.getCause());
      }
    }
  }

  private static URL[] classPath() throws MalformedURLException {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      urls.add(new File(entry).toURI().toURL());
    }
    return urls.toArray(new URL[0]);
  }
}
