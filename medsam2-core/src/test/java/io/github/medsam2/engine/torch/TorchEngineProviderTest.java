// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.engine.EngineProvider;
import io.github.medsam2.engine.Engines;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TorchEngineProviderTest {

  @Test
  void isFoundAndAvailable() {
    EngineProvider provider =
        Engines.providers().stream()
            .filter(p -> p.name().equals("torch"))
            .findFirst()
            .orElseThrow();
    assertThat(provider).isInstanceOf(TorchEngineProvider.class);
    assertThat(provider.unavailableBecause()).isEmpty();
  }

  /** Loads the provider where some of PyTorch's jars are absent. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "pytorch-.*;          ai.djl.pytorch:pytorch-engine:0.35.1",
        "pytorch-jni-.*;      ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1",
        "pytorch-native-.*;   ai.djl.pytorch:pytorch-native-cpu:2.7.1",
        "pytorch-.*|api-0.*;  ai.djl:api:0.35.1"
      })
  void namesWhatIsMissing(String absent, String coordinates) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    String cacheBefore = System.getProperty("DJL_CACHE_DIR");
    try (URLClassLoader loader = loaderWithout(absent)) {
      Thread.currentThread().setContextClassLoader(loader);
      System.setProperty("DJL_CACHE_DIR", Path.of("no", "such", "folder").toString());
      Class<?> type = loader.loadClass(TorchEngineProvider.class.getName());
      Object provider = type.getConstructor().newInstance();
      Object reason = type.getMethod("unavailableBecause").invoke(provider);
      assertThat(reason).asString().contains(coordinates).endsWith("to the class path.");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
      restore("DJL_CACHE_DIR", cacheBefore);
    }
  }

  private static void restore(String property, String value) {
    if (value == null) {
      System.clearProperty(property);
    } else {
      System.setProperty(property, value);
    }
  }

  private static URLClassLoader loaderWithout(String absent) throws IOException {
    Pattern pattern = Pattern.compile(absent);
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(Path::of)
            .filter(p -> !pattern.matcher(p.getFileName().toString()).matches())
            .map(TorchEngineProviderTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
