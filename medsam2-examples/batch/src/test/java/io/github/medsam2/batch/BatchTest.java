// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.MedSam2;
import io.github.medsam2.batch.manifest.ObjectRequest;
import io.github.medsam2.batch.manifest.Shard;
import io.github.medsam2.batch.manifest.ShownBy;
import io.github.medsam2.batch.run.Outcome;
import io.github.medsam2.batch.run.Settings;
import io.github.medsam2.batch.store.Failure;
import io.github.medsam2.batch.store.FolderStore;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {
  @TempDir static Path shared;
  private static MedSam2 model;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    model = NanoModel.open(shared, "onnx");
  }

  @AfterAll
  static void close() {
    model.close();
  }

  private Batch batch(Path list) {
    return Batch.of(model, list, folder.resolve("results"));
  }

  private static List<Outcome> outcomes(Batch batch) {
    List<Outcome> all = new ArrayList<>();
    batch.run(
        p -> {
          all.add(p.last());
          return true;
        });
    return all;
  }

  @Test
  void doesEachCaseOnceAndAsASinglePromptWould() throws IOException {
    Path list = Cases.write(folder, 3);
    List<Outcome> first = outcomes(batch(list));
    assertThat(first).hasSize(3).allMatch(Outcome.Done.class::isInstance);
    assertThat(outcomes(batch(list))).hasSize(3).allMatch(Outcome.Already.class::isInstance);
    Marker marker = ((Outcome.Done) first.get(1)).marker();
    Image found =
        ImageFile.read(
            new FolderStore(folder.resolve("results")).folder(marker).resolve("object-1.png"));
    try (var embedding = model.embed(ImageFile.read(folder.resolve("images/1.png")))) {
      Mask alone = model.prompt(embedding).box(20, 16, 70, 50).predict().mask();
      float[] grey = found.toGray().plane(0);
      for (int i = 0; i < grey.length; i++) {
        assertThat(grey[i] > 0).isEqualTo(alone.contains(i % 90, i / 90));
      }
    }
  }

  @Test
  void changedPromptsAreAnotherCase() throws IOException {
    Path list = Cases.write(folder, 1);
    batch(list).run(p -> true);
    Files.writeString(list, Files.readString(list).replace("20,16", "21,16"));
    assertThat(outcomes(batch(list))).hasSize(1).allMatch(Outcome.Done.class::isInstance);
  }

  @Test
  void damagedResultsAreMadeAnew() throws IOException {
    Path list = Cases.write(folder, 2);
    BatchReport report = batch(list).run(p -> true);
    FolderStore store = new FolderStore(folder.resolve("results"));
    Path file = store.folder(report.done().get(0)).resolve("result.json");
    Files.writeString(file, Files.readString(file).replace("object", "Object"));
    List<Outcome> again = outcomes(batch(list));
    assertThat(again.get(0)).isInstanceOf(Outcome.Done.class);
    assertThat(again.get(1)).isInstanceOf(Outcome.Already.class);
    assertThat(outcomes(batch(list).settings(Settings.usual().withoutHashes())))
        .allMatch(Outcome.Already.class::isInstance);
  }

  @Test
  void whatFailsStopsNothingAndIsNamed() throws IOException {
    Path list = Cases.write(folder, 2);
    Path text = Files.writeString(folder.resolve("Doe^Jane.png"), "no picture");
    List<String> lines = new ArrayList<>(Files.readAllLines(list));
    lines.add(0, Cases.line("broken", text.getFileName().toString()));
    lines.add(1, Cases.line("gone", "nowhere/Doe^Jane.dcm"));
    lines.add(2, "{\"id\": 7}");
    lines.add(3, "{\"id\":\"nothing asked\",\"input\":\"images/0.png\"}");
    lines.add(
        4,
        "{\"id\":\"late\",\"input\":\"images/0.png\",\"frame\":9,\"prompts\":[{\"box\":[1,1,9,9]}]}");
    Files.write(list, lines);
    BatchReport report = batch(list).run(p -> true);
    assertThat(report.done()).extracting(Marker::id).containsExactly("case 0", "case 1");
    assertThat(report.failed())
        .extracting(Failure::id)
        .containsExactly("broken", "gone", "late", "line 3", "nothing asked");
    assertThat(String.join("\n", report.lines()))
        .doesNotContain("Doe")
        .contains("frame", "5 failed");
    assertThat(report.families().values().stream().mapToLong(n -> n).sum()).isEqualTo(5);
  }

  @Test
  void whatMayPassIsTriedAgainAndThenNoMore() throws IOException {
    Path list = Files.writeString(folder.resolve("cases.jsonl"), Cases.line("gone", "nowhere.png"));
    List<Outcome> tries = outcomes(batch(list));
    assertThat(tries).hasSize(3);
    assertThat(((Outcome.Failed) tries.get(2)).failure().quarantined()).isTrue();
    ImageFile.writePng(folder.resolve("nowhere.png"), NanoModel.image(1));
    assertThat(outcomes(batch(list))).hasSize(1).allMatch(Outcome.Done.class::isInstance);
    assertThat(BatchReport.of(new FolderStore(folder.resolve("results"))).failed()).isEmpty();
  }

  @Test
  void tooLargeAndAbsentAreReasons() throws IOException {
    ImageFile.writePng(
        Files.createDirectories(folder.resolve("cine")).resolve("0.png"), NanoModel.image(0));
    ImageFile.writePng(folder.resolve("cine/1.png"), NanoModel.image(1));
    Path list = Files.writeString(folder.resolve("cases.jsonl"), Cases.line("cine", "cine"));
    BatchReport small = batch(list).settings(Settings.usual().withMemory(1000)).run(p -> true);
    assertThat(small.failed().get(0).reason()).contains("size of the case", "memory");
    Settings blind =
        Settings.usual().withQuarantined().withDetector((request, frames) -> List.of());
    Files.writeString(list, "{\"id\":\"cine\",\"input\":\"cine\"}");
    BatchReport absent = batch(list).settings(blind).run(p -> true);
    assertThat(absent.failed()).extracting(Failure::family).contains("AbsentObjectException");
  }

  @Test
  void aDetectorShowsTheObjects() throws IOException {
    ImageFile.writePng(folder.resolve("a.png"), NanoModel.image(2));
    Path list =
        Files.writeString(folder.resolve("cases.jsonl"), "{\"id\":\"a\",\"input\":\"a.png\"}");
    Settings detecting =
        Settings.usual()
            .withDetector(
                (request, frames) ->
                    List.of(
                        new ObjectRequest(
                            "found",
                            OptionalInt.of(0),
                            new ShownBy.Given(
                                Prompts.of(new BoxPrompt(5, 5, frames.width() - 5.0, 60))))));
    Marker marker = batch(list).settings(detecting).run(p -> true).done().get(0);
    Path file = new FolderStore(folder.resolve("results")).folder(marker).resolve("result.json");
    JsonObject result = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    assertThat(result.getAsJsonArray("objects").get(0).getAsJsonObject().get("name").getAsString())
        .isEqualTo("found");
    assertThat(result.getAsJsonObject("model").get("weights").getAsString())
        .isEqualTo(marker.model());
  }

  @Test
  void partsOfTheListAreAllOfItAndNothingTwice() throws IOException {
    Path list = Cases.write(folder, 6);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      outcomes(batch(list).shard(new Shard(i, 3)).workers(2))
          .forEach(o -> ids.add(((Outcome.Done) o).marker().id()));
    }
    assertThat(ids).hasSize(6).doesNotHaveDuplicates();
    assertThat(Shard.ofEnvironment(Map.of("SLURM_ARRAY_TASK_ID", "2"), 3))
        .isEqualTo(new Shard(2, 3));
    assertThatThrownBy(() -> Shard.ofEnvironment(Map.of(), 3))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> new Shard(3, 3)).isInstanceOf(InvalidInputException.class);
  }

  @Test
  void endsWhenTold() throws IOException {
    Path list = Cases.write(folder, 4);
    assertThat(batch(list).run(p -> p.seen() < 2).done()).hasSize(2);
    assertThat(batch(list).run(p -> true).done()).hasSize(4);
  }
}
