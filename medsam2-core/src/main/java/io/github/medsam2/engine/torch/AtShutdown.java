// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import java.lang.ref.WeakReference;
import java.time.Duration;

/**
 * Lets the native library come to rest before the JVM ends, by exit, Ctrl-C or a signal: the
 * process unloads it then, and a thread that is still in it would crash. What runs may end; what
 * begins afterwards is refused. Nothing is kept alive by it, and a closed engine leaves nothing.
 */
final class AtShutdown {
  /** A step of training takes seconds; whoever ends a program does not wait much longer. */
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Thread hook;

  private AtShutdown(Thread hook) {
    this.hook = hook;
  }

  static AtShutdown rest(Lifetime lifetime) {
    WeakReference<Lifetime> weak = new WeakReference<>(lifetime);
    Thread hook = new Thread(() -> rest(weak), "medsam2-torch-rest");
    hook.setContextClassLoader(null);
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException alreadyEnding) {
      lifetime.rest(LONGEST);
    }
    return new AtShutdown(hook);
  }

  private static void rest(WeakReference<Lifetime> weak) {
    Lifetime lifetime = weak.get();
    if (lifetime != null) {
      lifetime.rest(LONGEST);
    }
  }

  /** No longer needed. */
  void leave() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // it runs, or has run
    }
  }
}
