// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.MedSam2;
import io.github.medsam2.batch.run.Outcome;
import io.github.medsam2.batch.store.FolderStore;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.testing.ChildJvm;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * A batch whose processes are killed, two of them on the same list. {@code -Dmedsam2.cases=1000
 * -Dmedsam2.kills=50} for more; the moments are other ones each time.
 */
class KilledBatchTest {
  private static final int CASES = Integer.getInteger("medsam2.cases", 40);
  private static final int KILLS = Integer.getInteger("medsam2.kills", 3);

  @TempDir Path temporary;

  private final Random random = new Random();

  private Process start(String name, Path weights, Path list, Path results) throws Exception {
    return new ChildJvm(temporary.resolve(name))
        .command(
            BatchProgram.class.getName(), weights.toString(), list.toString(), results.toString())
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve(name + ".log").toFile())
        .start();
  }

  /** Kills a process some moments after it has done another case, or at once while it starts. */
  private void kill(Process process, FolderStore store, boolean early) throws Exception {
    int before = done(store).size();
    while (!early && process.isAlive() && done(store).size() == before) {
      process.waitFor(20, TimeUnit.MILLISECONDS);
    }
    process.waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  private static List<Marker> done(FolderStore store) {
    List<Marker> all = new ArrayList<>();
    store.markers(all::add);
    return all;
  }

  @Test
  void everyCaseIsDoneOnce(TestReporter reporter) throws Exception {
    Path list = Cases.write(temporary, CASES);
    Path weights = NanoModel.write(temporary);
    Path results = temporary.resolve("results");
    FolderStore store = new FolderStore(results);
    int partial = 0;
    for (int i = 0; i < KILLS; i++) {
      Process one = start("one", weights, list, results);
      Process two = start("two", weights, list, results);
      kill(one, store, i % 5 == 1);
      kill(two, store, false);
      partial +=
          Files.isDirectory(results) ? Cases.folders(results).size() - done(store).size() : 0;
    }
    int afterKills = done(store).size();
    List<Outcome> last = new ArrayList<>();
    try (MedSam2 model = MedSam2.load(weights, NanoModel.options("onnx"))) {
      BatchReport report =
          Batch.of(model, list, results)
              .run(
                  progress -> {
                    last.add(progress.last());
                    return true;
                  });
      assertThat(report.failed()).isEmpty();
      assertThat(report.done().size()).isEqualTo(CASES);
      assertThat(report.done().stream().map(Marker::id).distinct().count()).isEqualTo(CASES);
      assertThat(report.done()).allMatch(store::holds);
      assertThat(new HashSet<>(Cases.folders(results)))
          .isEqualTo(new HashSet<>(report.done().stream().map(Marker::folder).toList()));
    }
    assertThat(last.stream().filter(Outcome.Already.class::isInstance)).hasSize(afterKills);
    try (var left = Files.list(results.resolve(".tmp"))) {
      assertThat(left).isEmpty();
    }
    reporter.publishEntry(
        Map.of(
            "cases", CASES + "",
            "kills", 2 * KILLS + "",
            "left half done by kills", partial + "",
            "done before the last run", afterKills + ""));
  }
}
