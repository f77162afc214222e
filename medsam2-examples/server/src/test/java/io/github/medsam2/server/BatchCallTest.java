// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operator's list of cases, done at a viewer's word. */
class BatchCallTest {
  @TempDir private Path folder;

  private static JsonObject ended(Raw raw) throws Exception {
    JsonObject task = raw.get("/batch/infer/").json();
    while (task.get("status").getAsString().equals("RUNNING")) {
      Thread.sleep(50);
      task = raw.get("/batch/infer/").json();
    }
    return task;
  }

  @Test
  void resultsBecomeLabelsAndNothingIsDoneTwice() throws Exception {
    List<String> list = new ArrayList<>();
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 3; i++) {
      ImageFile.writePng(images.resolve("case" + i + ".png"), NanoModel.image(i));
      list.add(
          "{\"id\":\"case"
              + i
              + "\",\"input\":\"images/case"
              + i
              + ".png\","
              + "\"prompts\":[{\"box\":[20,20,60,50]}]}");
    }
    Path cases = Files.write(folder.resolve("list.jsonl"), list.subList(0, 2));
    try (MedSam2Server server =
        Scene.setup().images(images).batch(cases, folder.resolve("results")).open()) {
      Raw raw = new Raw(server.port());
      JsonObject begun = raw.post("/batch/infer/medsam2", "{\"images\":\"unlabeled\"}").json();
      assertThat(begun.keySet())
          .contains("id", "status", "start_ts", "end_ts", "result", "details");
      JsonObject task = ended(raw);
      assertThat(task.get("status").getAsString()).as(task.toString()).isEqualTo("DONE");
      assertThat(task.get("result").getAsString()).contains("2 cases done", "labels: 2");
      JsonObject tags = raw.get("/datastore/").json().getAsJsonObject("label_tags");
      assertThat(tags.get("original").getAsInt()).isEqualTo(2);
      Raw.Reply label = raw.get("/datastore/label?label=case0&tag=original");
      assertThat(label.header("Content-Disposition")).contains(".png");

      raw.post("/batch/infer/medsam2", "{}");
      assertThat(ended(raw).get("result").getAsString()).contains("2 cases done", "labels: 0");
      assertThat(raw.send("DELETE", "/batch/infer/", new byte[0]).status()).isEqualTo(200);
    }
  }

  @Test
  void aListThatIsNoneIsToldInTheTask() throws Exception {
    Path cases = folder.resolve("none.jsonl");
    try (MedSam2Server server = Scene.setup().batch(cases, folder.resolve("results")).open()) {
      Raw raw = new Raw(server.port());
      raw.post("/batch/infer/", "{}");
      JsonObject task = ended(raw);
      assertThat(task.get("status").getAsString()).isEqualTo("ERROR");
      assertThat(task.get("result").getAsString()).contains("expected", "found");
    }
  }
}
