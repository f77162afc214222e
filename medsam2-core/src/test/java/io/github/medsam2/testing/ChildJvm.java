// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with an environment of its own: home, user folders and temporary folder are new
 * and empty, and nothing of the test's environment is passed on.
 */
public final class ChildJvm {
  private static final List<String> FOLDERS =
      List.of("home", "cache", "config", "data", "state", "run", "tmp", "work");

  private final Path root;
  private final List<String> wrapper = new ArrayList<>();
  private final List<String> settings = new ArrayList<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private Path java = Path.of(System.getProperty("java.home"), "bin", "java");
  private String classPath = System.getProperty("java.class.path");

  /**
   * How it ended.
   *
   * @param exit the exit value
   * @param output standard output and error
   */
  public record Ended(int exit, String output) {

    /** Asserts that it ended well. */
    public Ended well() {
      assertThat(exit).as(output).isZero();
      return this;
    }
  }

  /** In a new folder. */
  public ChildJvm(Path root) throws IOException {
    this.root = root;
    for (String folder : FOLDERS) {
      Files.createDirectories(root.resolve(folder));
    }
    setting("-Duser.home=" + folder("home"));
    setting("-Djava.io.tmpdir=" + folder("tmp"));
    setting("-XX:-UsePerfData", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx400m");
    setting("-Dai.djl.pytorch.num_threads=1", "-Dai.djl.pytorch.num_interop_threads=1");
    environment("HOME", folder("home").toString());
    environment("TMPDIR", folder("tmp").toString());
    environment("XDG_CACHE_HOME", folder("cache").toString());
    environment("XDG_CONFIG_HOME", folder("config").toString());
    environment("XDG_DATA_HOME", folder("data").toString());
    environment("XDG_STATE_HOME", folder("state").toString());
    environment("XDG_RUNTIME_DIR", folder("run").toString());
    environment("PATH", String.valueOf(System.getenv("PATH")));
  }

  /** One of its folders: home, cache, config, data, state, run, tmp, or the one it works in. */
  public Path folder(String name) {
    return root.resolve(name);
  }

  /** With these options of the JVM; later ones win. */
  public ChildJvm setting(String... more) {
    settings.addAll(List.of(more));
    return this;
  }

  /** With a variable. */
  public ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Under another program, such as one that traces it. */
  public ChildJvm under(String... command) {
    wrapper.addAll(List.of(command));
    return this;
  }

  /** With another class path. */
  public ChildJvm classPath(String path) {
    classPath = path;
    return this;
  }

  /** On another Java. */
  public ChildJvm java(Path home) {
    java = home.resolve("bin").resolve("java");
    return this;
  }

  /** The command that {@link #run} runs; for a child that stays. */
  public ProcessBuilder command(String... mainAndArguments) {
    List<String> command = new ArrayList<>(wrapper);
    command.add(java.toString());
    command.addAll(settings);
    if (!classPath.isEmpty()) {
      command.addAll(List.of("-cp", classPath));
    }
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder("work").toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder;
  }

  /** Runs a main class to its end. */
  public Ended run(String... mainAndArguments) throws Exception {
    Path log = root.resolve("log");
    Process process = command(mainAndArguments).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("the child ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(log));
  }
}
