// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.medsam2.batch.BatchReport;
import io.github.medsam2.batch.store.FolderStore;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.testing.NanoModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * An executor that ends in the middle of a case, in a cluster of processes. Spark starts them by
 * its own folder: {@code SPARK_HOME} with the class path's jars in {@code jars/}, and {@code
 * SPARK_SCALA_VERSION=2.13}; docs/spark.md has the lines.
 */
@EnabledIfEnvironmentVariable(named = "SPARK_HOME", matches = ".+")
class LostExecutorTest {
  private static final int CASES = 40;

  @TempDir Path folder;

  @Test
  void loseNothingAndDoNothingTwice() throws Exception {
    Path list = Cluster.cases(folder, CASES);
    Path weights = NanoModel.write(folder);
    Path notes = folder.resolve("notes");
    Path results = folder.resolve("results");
    Middle middle = new Middle(notes.toString(), "case 17");
    String classPath = System.getProperty("java.class.path");
    try (JavaSparkContext spark =
        Cluster.open(
            "local-cluster[2,1,600]",
            folder.resolve("spark"),
            "spark.executor.extraClassPath",
            classPath)) {
      List<CaseReceipt> all =
          SparkBatch.of(list.toUri().toString(), results.toUri().toString(), weights.toString())
              .model(middle)
              .settings(middle)
              .partitions(8)
              .run(spark);
      assertThat(all).hasSize(CASES + 1);
      assertThat(all.stream().filter(r -> r.state() == CaseReceipt.State.FAILED)).hasSize(1);
    }
    FolderStore store = new FolderStore(results);
    BatchReport report = BatchReport.of(store);
    assertThat(report.done()).extracting(Marker::id).doesNotHaveDuplicates().hasSize(CASES);
    assertThat(report.done()).allMatch(store::holds);
    assertThat(notes.resolve("died")).exists();
    try (Stream<Path> opened = Files.list(notes)) {
      List<String> processes =
          opened
              .map(f -> f.getFileName().toString())
              .filter(f -> f.endsWith(".opened"))
              .map(f -> f.split("-")[0])
              .toList();
      assertThat(processes).as("one model a process").doesNotHaveDuplicates();
      assertThat(processes.size()).isBetween(2, 3);
    }
  }
}
