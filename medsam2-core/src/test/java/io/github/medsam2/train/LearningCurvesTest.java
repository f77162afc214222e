// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class LearningCurvesTest {
  @TempDir Path folder;

  @Test
  void everyNumberOfTheLogHasAPanel() throws Exception {
    StringBuilder log = new StringBuilder();
    for (int i = 1; i <= 500; i++) {
      log.append("{\"update\":" + i + ",\"total\":" + 1.0 / i + ",\"a<b\":1,\"seconds\":2}\n");
    }
    log.append("{\"update\":500,\"dice\":0.75}\n{\"update\":501,\"tot");
    Files.writeString(folder.resolve("log.jsonl"), log);
    Path svg = folder.resolve("curves.svg");
    LearningCurves.write(folder, svg);
    Document picture =
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(svg.toFile());
    assertThat(picture.getElementsByTagName("polyline").getLength()).isEqualTo(4);
    String points =
        picture
            .getElementsByTagName("polyline")
            .item(0)
            .getAttributes()
            .getNamedItem("points")
            .getNodeValue();
    String[] all = points.trim().split(" ");
    assertThat(all).hasSizeBetween(90, 120);
    assertThat(all[0]).endsWith(",28.0");
    assertThat(all[all.length - 1]).endsWith(",154.0");
    assertThat(Files.readString(svg)).contains("a&lt;b", "validation dice", "0.75");
  }

  @Test
  void aRunThatHasNotBegunHasNoCurves() throws IOException {
    assertThatThrownBy(() -> LearningCurves.write(folder, folder.resolve("x.svg")))
        .isInstanceOf(MedSam2Exception.class)
        .hasMessageContaining("log.jsonl");
    Files.writeString(folder.resolve("log.jsonl"), "");
    LearningCurves.write(folder, folder.resolve("x.svg"));
    assertThat(folder.resolve("x.svg")).isNotEmptyFile();
  }
}
