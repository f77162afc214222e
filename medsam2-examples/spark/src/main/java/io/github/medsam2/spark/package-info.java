// SPDX-License-Identifier: Apache-2.0
/**
 * Batches on Apache Spark: {@link io.github.medsam2.spark.SparkBatch}. Each executor opens the
 * model once; results go to any of Hadoop's file systems and are done exactly once, whatever
 * executors are lost.
 */
@NullMarked
package io.github.medsam2.spark;

import org.jspecify.annotations.NullMarked;
