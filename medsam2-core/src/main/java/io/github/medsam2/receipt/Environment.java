// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import com.google.gson.JsonObject;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.json.JsonFields;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What ran a model: none of it changes a mask by more than rounding, but for calculation in 8 bits.
 * Nothing names a user, a host or a folder.
 *
 * @param library version of this library; {@code development} outside of a jar
 * @param engine its name and version, such as {@code onnx 1.28.0}, and what it calculates in 8 bits
 * @param device such as {@code cpu}
 * @param threads of one run; 0 for one per processor
 * @param java version of the Java platform
 * @param system its operating system and processor, such as {@code Linux amd64}
 */
public record Environment(
    String library, String engine, String device, int threads, String java, String system) {

  /** This process. */
  public static Environment of(Engine engine, EngineOptions options) {
    return new Environment(
        Objects.requireNonNullElse(
            Environment.class.getPackage().getImplementationVersion(), "development"),
        engineText(engine, options),
        options.device(),
        options.threads(),
        System.getProperty("java.version", ""),
        System.getProperty("os.name", "") + " " + System.getProperty("os.arch", ""));
  }

  private static String engineText(Engine engine, EngineOptions options) {
    String name = (engine.name() + " " + engine.version()).strip();
    String rounded =
        options.int8().stream()
            .map(role -> role.name().toLowerCase(Locale.ROOT))
            .sorted()
            .collect(Collectors.joining(" and "));
    return rounded.isEmpty() ? name : name + ", 8 bits for " + rounded;
  }

  /** What is not the same in the other one, for people; empty when all is. */
  String differences(Environment other) {
    return Stream.of(
            difference("library", library, other.library),
            difference("engine", engine, other.engine),
            difference("device", device, other.device),
            difference("threads", threads + "", other.threads + ""),
            difference("Java", java, other.java),
            difference("system", system, other.system))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String difference(String what, String a, String b) {
    return a.equals(b) ? "" : what + " " + a + " and " + b;
  }

  JsonObject json() {
    JsonObject o = new JsonObject();
    o.addProperty("library", library);
    o.addProperty("engine", engine);
    o.addProperty("device", device);
    o.addProperty("threads", threads);
    o.addProperty("java", java);
    o.addProperty("system", system);
    return o;
  }

  static Environment read(JsonFields o) {
    Environment read =
        new Environment(
            o.text("library"),
            o.text("engine"),
            o.text("device"),
            o.whole("threads"),
            o.text("java"),
            o.text("system"));
    o.end();
    return read;
  }
}
