// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.batch.BatchReport;
import io.github.medsam2.batch.store.FolderStore;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkBatchTest {
  private static final int CASES = 10;

  @TempDir Path folder;

  private static long opened(Path notes) throws Exception {
    try (Stream<Path> all = Files.list(notes)) {
      return all.filter(f -> f.toString().endsWith(".opened")).count();
    }
  }

  @Test
  void twoTasksInOneProcess() throws Exception {
    Path list = Cluster.cases(folder, CASES);
    Path weights = NanoModel.write(folder);
    Path notes = folder.resolve("notes");
    Path results = folder.resolve("results");
    Middle middle = new Middle(notes.toString(), "");
    SparkBatch batch =
        SparkBatch.of(list.toUri().toString(), results.toUri().toString(), weights.toString())
            .model(middle)
            .settings(middle)
            .partitions(4);
    try (JavaSparkContext spark = Cluster.open("local[2]", folder.resolve("spark"))) {
      List<CaseReceipt> first = batch.run(spark);
      assertThat(first).hasSize(CASES + 1);
      assertThat(first.stream().filter(r -> r.state() == CaseReceipt.State.DONE))
          .as(first.toString())
          .hasSize(CASES);
      assertThat(first.get(CASES / 2).id()).isEqualTo("line 6");
      assertThat(first.get(CASES / 2).state()).isEqualTo(CaseReceipt.State.FAILED);
      List<CaseReceipt> again = batch.run(spark);
      assertThat(again.stream().filter(r -> r.state() == CaseReceipt.State.ALREADY)).hasSize(CASES);
    }
    assertThat(opened(notes)).isEqualTo(1);
    FolderStore store = new FolderStore(results);
    BatchReport report = BatchReport.of(store);
    assertThat(report.done()).extracting(Marker::id).doesNotHaveDuplicates().hasSize(CASES);
    assertThat(report.done()).allMatch(store::holds);
    assertThat(report.failed()).hasSize(1);
  }

  @Test
  void sweepsWhatIsOldAndUnmarked() throws Exception {
    String key = "cd".repeat(32);
    Path old = Files.createDirectories(folder.resolve("cd/" + key + "-old"));
    Files.setLastModifiedTime(
        Files.writeString(old.resolve("a"), "half"),
        FileTime.from(Instant.now().minusSeconds(200_000)));
    Path young = Files.createDirectories(folder.resolve("cd/" + key + "-young"));
    Files.writeString(young.resolve("a"), "at work");
    assertThat(HadoopStore.sweep(folder.toUri().toString(), new Configuration())).isEqualTo(1);
    assertThat(old).doesNotExist();
    assertThat(young).exists();
  }
}
