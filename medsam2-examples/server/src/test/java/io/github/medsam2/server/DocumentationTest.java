// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.testing.JavadocCheck;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DocumentationTest {

  @Test
  void everyPublicTypeSaysWhatItIs() throws IOException {
    assertThat(JavadocCheck.problems(Path.of("src/main/java"))).isEmpty();
  }
}
