// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says what in the environment keeps an engine from starting, and what helps. Part of the service
 * interface; immutable.
 *
 * @param engine its name
 * @param libraries what must be on the class path, with versions
 * @param folder where the native libraries are unpacked, and how another folder is named
 */
public record StartFailure(String engine, String libraries, String folder) {

  private record Known(Predicate<Throwable> is, String expected, String fix) {}

  /** The failure in the library's words; one that is explained already stays as it is. */
  public EngineException explain(Throwable failure) {
    for (Known known : known()) {
      Optional<Throwable> reason = chain(failure).filter(known.is()).findFirst();
      if (reason.isPresent()) {
        return exception(known.expected(), reason.get(), known.fix(), failure);
      }
    }
    Throwable inner = chain(failure).reduce((outer, cause) -> cause).orElse(failure);
    if (inner instanceof EngineException explained) {
      return explained;
    }
    return exception(
        "native libraries that load", inner, "check that " + libraries + " are used", failure);
  }

  /** Whether this says no more than that a class could not be initialised before. */
  static boolean isRepetition(Throwable failure) {
    return failure instanceof NoClassDefFoundError && says(failure, "could not initialize");
  }

  private List<Known> known() {
    return List.of(
        new Known(
            t -> t instanceof IllegalCallerException,
            "leave to call native code",
            "start Java with --enable-native-access=ALL-UNNAMED"),
        new Known(
            t -> says(t, "already loaded in another classloader"),
            "native libraries that no other class loader of this JVM holds",
            "put this library and its engines into one class loader that all who use them share, "
                + "or restart the JVM after a redeployment"),
        new Known(
            t -> says(t, "failed to map segment|operation not permitted"),
            "a folder whose files may be executed",
            "it is mounted noexec or denied by the system; " + folder),
        new Known(
            t -> says(t, "cannot open shared object file|error loading shared library"),
            "the system's libraries that the native libraries need",
            "install the one it names; " + platform()),
        new Known(
            StartFailure::isPlatform, "a platform there are native libraries for", platform()),
        new Known(
            t ->
                says(t, "mismatch between the ort class|offline mode|undefined symbol")
                    || (t instanceof UnsatisfiedLinkError && says(t, "'.*\\(.*\\)'")),
            "native libraries and classes of one version",
            "use " + libraries + " together, and unset what names another version"),
        new Known(
            t -> t instanceof IOException && says(t, "not found at"),
            "native libraries in the folder that is named for them",
            "correct the folder, or do not name one"),
        new Known(
            t -> t instanceof IOException,
            "a folder to unpack native libraries into",
            "make it exist, be writable and have room, or " + folder),
        new Known(
            t ->
                (t instanceof NoClassDefFoundError && !isRepetition(t))
                    || t instanceof ClassNotFoundException
                    || t instanceof NoSuchMethodError
                    || t instanceof NoSuchFieldError,
            "its libraries on the class path",
            "add " + libraries));
  }

  private static boolean isPlatform(Throwable t) {
    return says(
        t,
        "unsupported (os|arch)|wrong elf class|error relocating|symbol not found|glibc"
            + "|incompatible architecture|not a valid win32|no \\w+ in java.library.path");
  }

  private static String platform() {
    return "this is "
        + System.getProperty("os.name")
        + " "
        + System.getProperty("os.arch")
        + "; there are native libraries for 64-bit Linux with glibc (x86_64, aarch64), Windows"
        + " (x86_64) and macOS (aarch64)";
  }

  private EngineException exception(String expected, Throwable found, String fix, Throwable cause) {
    return new EngineException("engine " + engine, expected, describe(found), fix, cause);
  }

  /** In one line. */
  private static String describe(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message.strip().replaceAll("\\s+", " ");
  }

  private static boolean says(Throwable t, String words) {
    String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
    return Pattern.compile(words).matcher(message).find();
  }

  private static Stream<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, t -> t != null, Throwable::getCause);
  }
}
