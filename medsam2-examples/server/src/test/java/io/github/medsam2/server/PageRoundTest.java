// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectCase;
import io.github.medsam2.server.rounds.RoundSettings;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader stands for on the page becomes a case of the round, and nothing else changes. */
class PageRoundTest {
  private static final String BOX = "{\"object\":\"1\",\"frame\":0,\"box\":[20,20,60,50]}";
  private static final String ACCEPT = "{\"object\":\"1\",\"frame\":0}";

  @TempDir private Path folder;

  private ServerSetup setup(Checkpoint base) throws IOException {
    Path images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < 4; i++) {
      ImageFile.writePng(images.resolve("case" + i + ".png"), NanoModel.image(i));
    }
    RoundSettings settings =
        RoundSettings.usual().frozen(0.2, 2).serving(NanoModel.options("onnx"));
    return Scene.setup()
        .images(images)
        .round(folder.resolve("project"))
        .base(base)
        .rounds(settings);
  }

  private static JsonObject accept(Raw raw, String query, byte[] body) throws IOException {
    Raw.Reply opened = raw.send("POST", "/api/v1/sessions?" + query, body);
    assertThat(opened.status()).as(opened.text()).isEqualTo(200);
    String path = "/api/v1/sessions/" + opened.json().get("id").getAsString();
    assertThat(raw.post(path + "/accept", ACCEPT).status()).as("no mask yet").isEqualTo(404);
    assertThat(raw.post(path + "/prompts", BOX).status()).isEqualTo(200);
    Raw.Reply accepted = raw.post(path + "/accept", ACCEPT);
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(200);
    return accepted.json();
  }

  @Test
  void acceptedFramesAreCases() throws Exception {
    Path weights = NanoModel.write(folder);
    String first;
    String sent;
    try (Checkpoint base = Checkpoint.open(weights);
        MedSam2Server server = setup(base).open()) {
      Raw raw = new Raw(server.port());
      assertThat(raw.get("/api/v1/about").json().get("round").getAsBoolean()).isTrue();
      JsonObject stored = accept(raw, "image=case3", new byte[0]);
      assertThat(stored.get("state").getAsString()).isEqualTo("accepted");
      first = stored.get("id").getAsString();
      Path other = folder.resolve("other.png");
      ImageFile.writePng(other, NanoModel.image(9));
      sent = accept(raw, "name=other.png", Files.readAllBytes(other)).get("id").getAsString();
      assertThat(accept(raw, "image=case3", new byte[0]).get("id").getAsString()).isEqualTo(first);
    }
    try (Project project = Project.open(folder.resolve("project"))) {
      List<String> accepted =
          project.cases().stream()
              .filter(c -> c.state().acceptedMask().isPresent())
              .map(ProjectCase::id)
              .toList();
      assertThat(accepted).containsExactlyInAnyOrder(first, sent);
    }
  }
}
