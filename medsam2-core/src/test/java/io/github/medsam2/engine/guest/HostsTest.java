// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.guest;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.testing.ChildJvm;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models are opened in programs with habits of their own, each in a process of its own. */
class HostsTest {
  @TempDir static Path shared;
  private static Path checkpoint;

  @BeforeAll
  static void write() {
    checkpoint = NanoModel.write(shared);
  }

  @ParameterizedTest
  @CsvSource({
    "threads, onnx",
    "threads, torch",
    "interrupted, torch",
    "environment, onnx",
    "later-environment, onnx",
    "djl, onnx",
    "djl, torch"
  })
  void isServed(String habit, String engine, @TempDir Path folder) throws Exception {
    jvm(folder).run(Hosts.class.getName(), habit, engine, checkpoint.toString()).well();
  }

  @Test
  void aSecondClassLoaderIsServedByOnnxRuntime(@TempDir Path folder) throws Exception {
    assertThat(reload("onnx", folder))
        .contains("deployment 1 works")
        .contains("deployment 2 works");
  }

  @Test
  void aSecondClassLoaderIsToldThatTheFirstHoldsPyTorch(@TempDir Path folder) throws Exception {
    assertThat(reload("torch", folder))
        .contains("deployment 1 works")
        .contains("deployment 2 fails: io.github.medsam2.engine.EngineException: engine torch")
        .contains("already loaded in another classloader")
        .contains("restart the JVM");
  }

  private static String reload(String engine, Path folder) throws Exception {
    return jvm(folder).run(Reload.class.getName(), engine, checkpoint.toString()).well().output();
  }

  /** PyTorch is unpacked once for all of them. */
  private static ChildJvm jvm(Path folder) throws Exception {
    return new ChildJvm(folder).environment("DJL_CACHE_DIR", shared.resolve("djl").toString());
  }
}
