// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.spark;

import io.github.medsam2.MedSam2;
import io.github.medsam2.batch.manifest.Manifest;
import io.github.medsam2.batch.run.CaseRunner;
import io.github.medsam2.batch.run.Outcome;
import io.github.medsam2.batch.run.Settings;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaSparkContext;
import scala.Tuple2;

/**
 * Does all cases of a list on a cluster.
 *
 * <pre>{@code
 * List<CaseReceipt> all =
 *     SparkBatch.of("s3a://bucket/cases.jsonl", "s3a://bucket/results", "/models/MedSAM2_latest.pt")
 *         .partitions(400)
 *         .run(spark);
 * }</pre>
 *
 * <p>The list is as {@link Manifest} says; inputs may be of any scheme Hadoop knows, relative ones
 * lead from the list's folder. The weights are a path that every executor sees, or a file added by
 * {@code spark.files}. Inference uses all cores of an executor, so give a task all of them: {@code
 * spark.task.cpus} = {@code spark.executor.cores}. Tasks that Spark starts again, speculatively or
 * after a loss, find what is done and leave it. Immutable, and sent to executors as it is.
 */
public final class SparkBatch implements Serializable {
  private static final long serialVersionUID = 1;

  /** Makes settings on an executor. */
  public interface SettingsMaker extends Serializable {
    /** The settings. */
    Settings make();
  }

  /** Opens a model on an executor. */
  public interface ModelMaker extends Serializable {
    /** The model of a file, to be used until the executor ends. */
    MedSam2 open(Path weights);
  }

  private final String manifest;
  private final String results;
  private final String weights;
  private final ModelMaker model;
  private final SettingsMaker settings;
  private final int partitions;

  private SparkBatch(
      String manifest,
      String results,
      String weights,
      ModelMaker model,
      SettingsMaker settings,
      int partitions) {
    this.manifest = manifest;
    this.results = results;
    this.weights = weights;
    this.model = model;
    this.settings = settings;
    this.partitions = partitions;
  }

  /**
   * A batch with the usual settings.
   *
   * @param manifest where the list lies
   * @param results a folder
   * @param weights a path on every executor, or the name of a file in {@code spark.files}
   */
  public static SparkBatch of(String manifest, String results, String weights) {
    return new SparkBatch(manifest, results, weights, MedSam2::load, Settings::usual, 0);
  }

  /** With another way to open the model. */
  public SparkBatch model(ModelMaker other) {
    return new SparkBatch(manifest, results, weights, other, settings, partitions);
  }

  /** With other settings. */
  public SparkBatch settings(SettingsMaker other) {
    return new SparkBatch(manifest, results, weights, model, other, partitions);
  }

  /** In so many parts; what is lost with an executor is a part, of which done cases stay done. */
  public SparkBatch partitions(int count) {
    return new SparkBatch(manifest, results, weights, model, settings, count);
  }

  /** Does what is missing, and tells of every case, in the order of the list. */
  public List<CaseReceipt> run(JavaSparkContext spark) {
    HadoopStore.sweep(results, spark.hadoopConfiguration());
    JavaPairRDD<String, Long> lines = spark.textFile(manifest).zipWithIndex();
    JavaPairRDD<String, Long> spread = partitions > 0 ? lines.repartition(partitions) : lines;
    HadoopSettings hadoop = HadoopSettings.of(spark.hadoopConfiguration());
    return spread
        .filter(line -> !line._1().isBlank())
        .mapPartitions(part -> receipts(part, hadoop))
        .sortBy(CaseReceipt::line, true, 1)
        .collect();
  }

  private Iterator<CaseReceipt> receipts(
      Iterator<Tuple2<String, Long>> part, HadoopSettings hadoop) {
    Configuration configuration = hadoop.make();
    CaseRunner runner =
        new CaseRunner(
            ExecutorModel.of(weights, model),
            new HadoopInputs(HadoopInputs.parent(manifest), configuration),
            new HadoopStore(results, configuration),
            settings.make());
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return part.hasNext();
      }

      @Override
      public CaseReceipt next() {
        Tuple2<String, Long> line = part.next();
        Manifest.Line read = Manifest.line(line._2() + 1, line._1());
        Outcome outcome = runner.run(read);
        return CaseReceipt.of(read, outcome);
      }
    };
  }
}
