// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectCase;
import io.github.medsam2.rounds.Side;
import io.github.medsam2.server.rounds.RoundSettings;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader in a viewer works through a round: next sample, click, save, train. */
class RoundTest {
  private static final int IMAGES = 8;
  private static final String LABELS = "{\"label_info\":[{\"name\":\"lesion\",\"idx\":1}]}";

  @TempDir private Path folder;
  private Path images;

  @BeforeEach
  void store() throws Exception {
    images = Files.createDirectory(folder.resolve("images"));
    for (int i = 0; i < IMAGES; i++) {
      ImageFile.writePng(images.resolve("case" + i + ".png"), NanoModel.image(i));
    }
  }

  private ServerSetup setup(Checkpoint base) {
    RoundSettings settings =
        RoundSettings.usual()
            .frozen(0.2, 2)
            .cases(3)
            .serving(NanoModel.options("onnx"))
            .training(t -> t.imageSize(128).threads(1).batch(1));
    return Scene.setup()
        .images(images)
        .round(folder.resolve("project"))
        .base(base)
        .rounds(settings);
  }

  private static byte[] png(Mask mask) throws Exception {
    Path file = Files.createTempFile("label", ".png");
    try {
      ImageFile.writePng(file, mask);
      return Files.readAllBytes(file);
    } finally {
      Files.delete(file);
    }
  }

  private static Mask drawn(Image image) {
    return Mask.ofPolygon(image.width(), image.height(), 20, 20, 60, 20, 60, 50, 20, 50);
  }

  private static Raw.Reply save(Raw raw, String id, Mask mask) throws Exception {
    Form form = new Form().text("params", LABELS).file("label", id + ".png", png(mask));
    return raw.send("PUT", "/datastore/label?image=" + id, form.bytes(), form.type());
  }

  private static JsonObject ask(Raw raw, String id) throws Exception {
    Form form = new Form().text("params", "{\"roi\":[20,20,60,50],\"result_extension\":\".png\"}");
    return raw.send("POST", "/infer/medsam2?output=json&image=" + id, form.bytes(), form.type())
        .json();
  }

  private static String next(Raw raw) throws Exception {
    JsonObject next = raw.post("/activelearning/round", "{}").json();
    return next.has("id") ? next.get("id").getAsString() : "";
  }

  private static JsonObject ended(Raw raw) throws Exception {
    JsonObject task;
    do {
      Thread.sleep(50);
      task = raw.get("/train/").json();
    } while (task.get("status").getAsString().equals("RUNNING"));
    return task;
  }

  @Test
  void aWholeRound() throws Exception {
    Path weights = NanoModel.write(folder);
    Image image = NanoModel.image(0);
    try (Checkpoint base = Checkpoint.open(weights);
        MedSam2Server server = setup(base).open()) {
      Raw raw = new Raw(server.port());
      JsonObject info = raw.get("/info/").json();
      assertThat(info.getAsJsonObject("trainers").keySet()).containsExactly("medsam2");
      assertThat(info.getAsJsonObject("strategies").keySet()).containsExactly("round", "first");
      assertThat(raw.post("/train/medsam2", "{}").status()).isEqualTo(200);
      JsonObject early = ended(raw);
      assertThat(early.get("status").getAsString()).as("nothing accepted").isEqualTo("ERROR");
      assertThat(early.get("result").getAsString()).contains("expected", "found");

      Set<String> seen = new LinkedHashSet<>();
      for (String id = next(raw); seen.add(id); id = next(raw)) {
        JsonObject said = ask(raw, id);
        assertThat(said.getAsJsonObject("receipt").keySet())
            .contains("model", "image", "question", "mask");
        assertThat(said.has("suggest")).isTrue();
        if (seen.size() <= 4) {
          assertThat(save(raw, id, drawn(image)).status()).isEqualTo(200);
        }
      }
      assertThat(seen).as("all come, none twice").hasSizeBetween(5, IMAGES);

      String body = "{\"updates\":2,\"batch\":1}";
      assertThat(raw.post("/train/medsam2", body).json().get("status")).hasToString("\"RUNNING\"");
      JsonObject task = ended(raw);
      assertThat(task.get("status").getAsString()).as(task.toString()).isEqualTo("DONE");
      assertThat(task.getAsJsonArray("details").toString()).contains("update 2 of 2");
      JsonObject stats = raw.get("/info/").json().getAsJsonObject("train_stats");
      assertThat(stats.getAsJsonObject("medsam2").get("epoch").getAsInt()).isEqualTo(2);
      assertThat(raw.get("/train/?check_if_running=true").status()).isEqualTo(404);
    }
    try (Project project = Project.open(folder.resolve("project"))) {
      List<ProjectCase> accepted =
          project.cases().stream().filter(c -> c.state().acceptedMask().isPresent()).toList();
      assertThat(accepted).hasSize(4);
      assertThat(accepted)
          .allSatisfy(
              c ->
                  assertThat(project.mask(c.state().acceptedMask().orElseThrow()))
                      .isEqualTo(drawn(image)));
      assertThat(project.models()).as("the base, and the round's").hasSize(2);
      assertThat(project.cases().stream().filter(c -> c.side() == Side.FROZEN)).hasSize(2);
    }
  }

  @Test
  void whatWasSavedBeforeIsTakenInOnce() throws Exception {
    Image image = NanoModel.image(0);
    Path weights = NanoModel.write(folder);
    try (MedSam2Server server = Scene.setup().images(images).open()) {
      Raw raw = new Raw(server.port());
      save(raw, "case1", drawn(image));
      save(raw, "case2", drawn(image));
    }
    for (int start = 0; start < 2; start++) {
      try (Checkpoint base = Checkpoint.open(weights);
          MedSam2Server server = setup(base).open()) {
        assertThat(next(new Raw(server.port()))).isNotIn("", "case1", "case2");
      }
      try (Project project = Project.open(folder.resolve("project"))) {
        assertThat(
                project.cases().stream().filter(c -> c.state().acceptedMask().isPresent()).count())
            .isEqualTo(2);
      }
    }
  }

  @Test
  void anotherSizeIsRefusedAndTheLabelKept() throws Exception {
    Path weights = NanoModel.write(folder);
    try (Checkpoint base = Checkpoint.open(weights);
        MedSam2Server server = setup(base).open()) {
      Raw raw = new Raw(server.port());
      Mask mask = drawn(NanoModel.image(0));
      assertThat(save(raw, "case1", mask).status()).isEqualTo(200);
      Raw.Reply reply = save(raw, "case1", Mask.ofPolygon(30, 30, 2, 2, 20, 2, 20, 20));
      assertThat(reply.status()).isEqualTo(400);
      assertThat(reply.json().get("detail").getAsString()).contains("90x70x1", "30x30x1");
      assertThat(raw.get("/datastore/label?label=case1&tag=final").body())
          .as("the one before")
          .isEqualTo(png(mask));
      assertThat(next(raw)).as("others go on").isNotEmpty();
      assertThat(save(raw, "case2", mask).status()).isEqualTo(200);
    }
  }

  @Test
  void aLabelThatCannotBeReadStandsInNoOthersWay() throws Exception {
    Path weights = NanoModel.write(folder);
    Path broken = Files.createDirectories(images.resolve("labels/final")).resolve("case1.png");
    ImageFile.writePng(broken, Mask.ofPolygon(30, 30, 2, 2, 20, 2, 20, 20));
    try (Checkpoint base = Checkpoint.open(weights);
        MedSam2Server server = setup(base).open()) {
      Raw raw = new Raw(server.port());
      assertThat(next(raw)).isNotEmpty();
      assertThat(save(raw, "case2", drawn(NanoModel.image(0))).status()).isEqualTo(200);
    }
  }

  private List<String> states() {
    try (Project project = Project.open(folder.resolve("project"))) {
      return project.cases().stream().map(c -> c.id() + " " + c.state().label()).toList();
    }
  }

  @Test
  void theNumbersOfAViewerOutliveTheServer() throws Exception {
    Path weights = NanoModel.write(folder);
    try (Checkpoint base = Checkpoint.open(weights);
        MedSam2Server server = setup(base).labels("other", "lesion").open()) {
      assertThat(save(new Raw(server.port()), "case1", drawn(NanoModel.image(0))).status())
          .isEqualTo(200);
    }
    List<String> before = states();
    assertThat(before.stream().filter(s -> s.endsWith("accepted"))).hasSize(1);
    try (Checkpoint base = Checkpoint.open(weights);
        MedSam2Server server = setup(base).labels("other", "lesion").open()) {
      Raw raw = new Raw(server.port());
      assertThat(raw.post("/activelearning/round", "{}").status()).isEqualTo(200);
    }
    List<String> decided =
        before.stream().filter(s -> s.endsWith("accepted") || s.endsWith("rejected")).toList();
    assertThat(states()).containsAll(decided);
  }

  @Test
  void withoutARoundTheAnswerSaysWhatToDo() throws Exception {
    try (MedSam2Server server = Scene.setup().open()) {
      Raw raw = new Raw(server.port());
      Raw.Reply train = raw.post("/train/medsam2", "{}");
      assertThat(train.status()).isEqualTo(501);
      assertThat(train.json().get("detail").getAsString()).contains("--round");
      Raw.Reply batch = raw.post("/batch/infer/medsam2", "{}");
      assertThat(batch.status()).isEqualTo(501);
      assertThat(batch.json().get("detail").getAsString()).contains("--batch");
      assertThat(raw.get("/train/").status()).isEqualTo(404);
      assertThat(raw.send("DELETE", "/train/", new byte[0]).status()).isEqualTo(404);
      JsonObject info = raw.get("/info/").json();
      assertThat(info.getAsJsonObject("trainers").size()).isZero();
    }
  }
}
