// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingEnginesTest {
  @Test
  void onAClassPathWithoutPyTorchTheRefusalSaysWhatToAdd() throws Exception {
    URL[] without =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("pytorch-"))
            .map(TrainingEnginesTest::url)
            .toArray(URL[]::new);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader =
        new URLClassLoader(without, ClassLoader.getPlatformClassLoader())) {
      thread.setContextClassLoader(loader);
      Class<?> options = loader.loadClass(EngineOptions.class.getName());
      Object defaults = options.getField("DEFAULT").get(null);
      assertThatThrownBy(
              () ->
                  loader
                      .loadClass(TrainingEngines.class.getName())
                      .getMethod("open", options)
                      .invoke(null, defaults))
          .hasRootCauseMessage(message(loader));
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static String message(ClassLoader loader) throws ReflectiveOperationException {
    Class<?> provider = loader.loadClass("io.github.medsam2.engine.torch.TorchEngineProvider");
    Object advice =
        provider.getMethod("unavailableBecause").invoke(provider.getConstructor().newInstance());
    assertThat((String) advice).contains("ai.djl.pytorch:pytorch-engine:");
    return "engines: expected an engine that trains, found no engine that trains;"
        + " engine torch trains. "
        + advice;
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }
}
