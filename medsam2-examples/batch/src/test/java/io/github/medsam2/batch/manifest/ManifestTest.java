// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.medsam2.Direction;
import io.github.medsam2.prompt.BoxPrompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  @TempDir Path folder;

  private static CaseRequest request(String text) {
    return Manifest.line(1, text).request().orElseThrow();
  }

  @Test
  void readsTheForms() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("cases.jsonl"),
            """
            {"id": "a", "input": "a.dcm", "frame": 12, "prompts": [{"box": [1, 2, 3, 4]}]}

            {"id": "b", "input": "b.nii.gz", "direction": "forward", "objects": [
            {"id": "c", "input": "c.dcm", "seg": "s.dcm", "segment": 2, "content": "x"}
            """);
    try (Manifest lines = Manifest.open(file)) {
      CaseRequest a = lines.next().orElseThrow().request().orElseThrow();
      assertThat(a.objects().get(0).frame()).isEqualTo(OptionalInt.of(11));
      assertThat(((ShownBy.Given) a.objects().get(0).shown()).prompts().all())
          .isEqualTo(List.of(new BoxPrompt(1, 2, 3, 4)));
      Manifest.Line b = lines.next().orElseThrow();
      assertThat(b.id()).isEqualTo("line 3");
      assertThat(b.fault()).isPresent();
      CaseRequest c = lines.next().orElseThrow().request().orElseThrow();
      assertThat(c.objects().get(0).shown()).isEqualTo(new ShownBy.Segmentation("s.dcm", 2));
      assertThat(c.content()).contains("x");
      assertThat(lines.next()).isEmpty();
    }
  }

  @Test
  void severalObjects() {
    CaseRequest two =
        request(
            "{\"id\":\"b\",\"input\":\"b\",\"direction\":\"forward\",\"objects\":["
                + "{\"name\":\"x\",\"recist\":[1,2,3,4]},"
                + "{\"name\":\"y\",\"frame\":2,\"prompts\":[{\"point\":[1,2],\"label\":1}]}]}");
    assertThat(two.direction()).isEqualTo(Direction.FORWARD);
    assertThat(two.objects()).extracting(ObjectRequest::name).containsExactly("x", "y");
    assertThat(two.objects().get(0).canonical())
        .isNotEqualTo(two.objects().get(1).canonical())
        .isEqualTo(
            request("{\"id\":\"z\",\"input\":\"q\",\"name\":\"x\",\"recist\":[1,2,3,4]}")
                .objects()
                .get(0)
                .canonical());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"input\":\"a\"}",
        "{\"id\":\"\",\"input\":\"a\"}",
        "{\"id\":\"a\",\"input\":\"\"}",
        "{\"id\":\"a\",\"input\":\"a\",\"objects\":[]}",
        "{\"id\":\"a\",\"input\":\"a\",\"objects\":[{}]}",
        "{\"id\":\"a\",\"input\":\"a\",\"direction\":\"up\"}",
        "{\"id\":\"a\",\"input\":\"a\",\"patient\":\"Doe\"}",
        "{\"id\":\"a\",\"input\":\"a\",\"frame\":0,\"recist\":[1,2,3,4]}",
        "{\"id\":\"a\",\"input\":\"a\",\"frame\":-2147483648,\"recist\":[1,2,3,4]}",
        "{\"id\":\"a\",\"input\":\"a\",\"recist\":[1,2,3]}",
        "{\"id\":\"a\",\"input\":\"a\",\"prompts\":[{\"box\":[1,2,1e999,4]}]}",
        "[]",
        "null",
        "nonsense"
      })
  void aLineThatCannotBeMeantIsAFault(String text) {
    Manifest.Line line = Manifest.line(4, text);
    assertThat(line.request()).isEmpty();
    assertThat(line.fault().orElseThrow().getMessage()).doesNotContain("Doe");
    assertThat(line.id()).isEqualTo("line 4");
  }

  @Property(tries = 300)
  void anyTextIsALineOrAFault(@ForAll String text) {
    assertThatCode(() -> Manifest.line(1, text)).doesNotThrowAnyException();
  }
}
