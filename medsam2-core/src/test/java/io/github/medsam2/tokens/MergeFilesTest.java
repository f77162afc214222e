// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MergeFilesTest {
  @TempDir Path folder;

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }

  private void assertMerges() {
    Vocabulary v = MergeFiles.in(folder);
    assertThat(v.size()).isEqualTo(516);
    assertThat(new Tokenizer(v).encode("abc ab")).containsExactly(514, 513, 64, 65 + 256, 515);
  }

  @Test
  void mergesAsTextAndAsJsonOfEitherKind() throws IOException {
    write("tokenizer.json", "{\"model\": {\"merges\": [\"a b\", [\"ab\", \"c</w>\"]]}}");
    assertMerges();
    write("tokenizer.json", "{\"model\": {\"merges\": [[\"a\", \"b\"], \"ab c</w>\"], \"x\": 1}}");
    assertMerges();
    write("merges.txt", "#version: 0.2\na b\nab c</w>\n");
    write("tokenizer.json", "not read");
    assertMerges();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a b c", "ab c", "a", "a  b"})
  void aLineThatIsNoMergeIsNamed(String line) throws IOException {
    write("merges.txt", "a x\n" + line + "\n");
    assertThatThrownBy(() -> MergeFiles.in(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("merges.txt, merge 2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "[]", "{\"model\": 1}", "{\"model\": {\"merges\": [1, {}]}}", "null"})
  void jsonOfAnotherKindIsRefused(String json) throws IOException {
    write("tokenizer.json", json);
    assertThatThrownBy(() -> MergeFiles.in(folder)).isInstanceOf(FormatException.class);
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThatThrownBy(() -> MergeFiles.in(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("merges.txt or tokenizer.json");
  }
}
