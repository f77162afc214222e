// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hosts;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.launch.Framework;

/** An OSGi framework with one bundle, which holds the library and what it needs. */
final class OsgiHost {

  private OsgiHost() {}

  /** Arguments: the bundle, a checkpoint and a folder. Prints what the plug-in finds. */
  @SuppressWarnings({"SystemOut", "unchecked"})
  public static void main(String[] arguments) throws Exception {
    Framework framework =
        new FrameworkFactory().newFramework(Map.of("org.osgi.framework.storage", arguments[2]));
    framework.start();
    try {
      Bundle bundle =
          framework.getBundleContext().installBundle(Path.of(arguments[0]).toUri().toString());
      bundle.start();
      Function<Path, Object> plugin =
          (Function<Path, Object>)
              bundle.loadClass(arguments[3]).getDeclaredConstructor().newInstance();
      System.out.println("area " + plugin.apply(Path.of(arguments[1])));
    } finally {
      framework.stop();
      framework.waitForStop(10_000);
    }
  }
}
