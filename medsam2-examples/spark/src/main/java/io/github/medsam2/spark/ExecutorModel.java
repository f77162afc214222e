// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import io.github.medsam2.MedSam2;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.spark.SparkFiles;

/** The models of an executor's JVM, each opened once and open until the JVM ends. Thread-safe. */
final class ExecutorModel {
  private static final Map<String, MedSam2> OPEN = new HashMap<>();

  private ExecutorModel() {}

  static synchronized MedSam2 of(String weights, SparkBatch.ModelMaker maker) {
    return OPEN.computeIfAbsent(weights, name -> maker.open(file(name)));
  }

  private static Path file(String name) {
    Path path = Path.of(name);
    return Files.exists(path) ? path : Path.of(SparkFiles.get(name));
  }
}
