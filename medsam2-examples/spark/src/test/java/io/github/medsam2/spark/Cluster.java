// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import io.github.medsam2.io.ImageFile;
import io.github.medsam2.testing.NanoModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** What tests share: a Spark on the loopback address, and a list of small cases. */
final class Cluster {
  private Cluster() {}

  static JavaSparkContext open(String master, Path folder, String... more) {
    SparkConf conf =
        new SparkConf()
            .setMaster(master)
            .setAppName("medsam2")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1")
            .set("spark.ui.enabled", "false")
            .set("spark.local.dir", folder.toString())
            .set("spark.sql.warehouse.dir", folder.toString())
            .set("spark.executor.memory", "512m")
            .set("spark.testing.memory", "600000000");
    for (int i = 0; i < more.length; i += 2) {
      conf.set(more[i], more[i + 1]);
    }
    return new JavaSparkContext(conf);
  }

  /** Writes so many pictures, and the list of them, with a line that is no case. */
  static Path cases(Path folder, int count) throws IOException {
    Files.createDirectories(folder.resolve("images"));
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      ImageFile.writePng(folder.resolve("images/" + i + ".png"), NanoModel.image(i));
      lines.add("{\"id\":\"case " + i + "\",\"input\":\"images/" + i + ".png\"}");
    }
    lines.add(count / 2, "no case");
    return Files.write(folder.resolve("cases.jsonl"), lines);
  }
}
