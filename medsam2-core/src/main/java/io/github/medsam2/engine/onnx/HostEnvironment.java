// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.onnx;

import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Keeps DJL's {@link OrtEnvironment} and the host's apart. Its class holds one instance and lets
 * only the first comer choose threads and log: DJL refuses to start where the host has made one,
 * and a host that comes later would be refused in turn. So DJL makes its own while none is to be
 * seen, and what was there before is put back. In the native library both are one, counted by its
 * users.
 *
 * <p>Where the fields are out of reach (a host that puts ONNX Runtime on the module path without
 * opening it), the first comer stays alone.
 */
final class HostEnvironment {
  private static final List<String> STATE = List.of("INSTANCE", "curLogLevel", "curLoggingName");

  private HostEnvironment() {}

  /** What {@code start} returns, with the class as if nobody had used it. */
  @SuppressWarnings("LockOnNonEnclosingClassLiteral") // it is what its own methods lock
  static <T> T apart(Callable<T> start) throws Exception {
    OrtEnvironment.getAvailableProviders(); // initialises the class, so that its failure is plain
    List<Field> state = reachable();
    synchronized (OrtEnvironment.class) {
      List<Object> before = new ArrayList<>();
      for (Field field : state) {
        before.add(field.get(null));
        field.set(null, null);
      }
      try {
        return start.call();
      } finally {
        for (int i = 0; i < before.size(); i++) {
          state.get(i).set(null, before.get(i));
        }
      }
    }
  }

  private static List<Field> reachable() {
    List<Field> fields = new ArrayList<>();
    try {
      for (String name : STATE) {
        Field field = OrtEnvironment.class.getDeclaredField(name);
        field.setAccessible(true);
        fields.add(field);
      }
      return fields;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return List.of();
    }
  }
}
