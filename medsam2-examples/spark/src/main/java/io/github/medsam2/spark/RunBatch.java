// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** For {@code spark-submit}: {@code RunBatch LIST RESULTS WEIGHTS [PARTS]}. */
public final class RunBatch {
  private RunBatch() {}

  /**
   * The program. Prints failures, and ends with an exception when there are any, so that the
   * cluster shows it.
   */
  public static void main(String[] args) {
    if (args.length < 3 || args.length > 4) {
      throw new IllegalArgumentException("give: LIST RESULTS WEIGHTS [PARTS]");
    }
    SparkBatch batch = SparkBatch.of(args[0], args[1], args[2]);
    batch = args.length == 4 ? batch.partitions(Integer.parseInt(args[3])) : batch;
    try (JavaSparkContext spark =
        new JavaSparkContext(new SparkConf().setIfMissing("spark.app.name", "medsam2 batch"))) {
      List<CaseReceipt> failed =
          batch.run(spark).stream().filter(r -> r.state() == CaseReceipt.State.FAILED).toList();
      failed.forEach(r -> System.out.println(r.id() + ": " + r.reason()));
      if (!failed.isEmpty()) {
        throw new IllegalStateException(failed.size() + " cases failed; all others are done");
      }
    }
  }
}
