// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.checkpoint;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.medsam2.error.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FileKindTest {
  @TempDir Path folder;

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("version https://git-lfs.github.com/spec/v1", "git lfs pull"),
        arguments("<!DOCTYPE html><title>MedSAM2</title>", "a web page"),
        arguments("<HTML>", "a web page"),
        arguments("GGUF\u0003", "a GGUF file"),
        arguments("\u0080\u0002}q\u0000.", "a plain pickle"),
        arguments("\u0080\u0005\u0095", "a plain pickle"),
        arguments("\u0089HDF\r\n\u001a\n", "an HDF5 file"),
        arguments("\u0093NUMPY\u0001", "a numpy array"),
        arguments("7z\u00bc\u00af'\u001c", "a 7-Zip archive"),
        arguments("just text", "bytes of no known format"),
        arguments("P", "bytes of no known format"),
        arguments("PK\u0003\u0004", "a zip archive that breaks off"),
        arguments(
            "\u0003\u0000\u0000\u0000\u0000\u0000\u0000\u0000{}", "header: expected a length"),
        arguments(
            "\u0080\u0002\u0000\u0000\u0000\u0000\u0000\u0000{}", "header: expected a length"));
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysWhatTheFileIs(String content, String words) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    refuses(Files.write(folder.resolve("w.pt"), bytes), words);
  }

  @Test
  void saysThatItIsEmptyOrPacked() throws IOException {
    refuses(Files.createFile(folder.resolve("empty.pt")), "an empty file");
    Path packed = folder.resolve("packed.pt");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(7);
    }
    refuses(packed, "unpack it first");
  }

  private static void refuses(Path file, String words) {
    assertThatThrownBy(() -> Checkpoint.open(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(file.getFileName().toString())
        .hasMessageContaining(words);
  }
}
