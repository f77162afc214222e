// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.manifest;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.Sha256;
import java.util.List;
import java.util.Map;

/**
 * One of several equal parts of a list, by the hash of a case's id: a case keeps its part when
 * others are added.
 *
 * @param index from 0
 * @param count of parts
 */
public record Shard(int index, int count) {
  /** All of the list. */
  public static final Shard ALL = new Shard(0, 1);

  /** The number of a task, as Kubernetes, Slurm and AWS Batch tell it. */
  private static final List<String> INDEX =
      List.of(
          "JOB_COMPLETION_INDEX",
          "SLURM_ARRAY_TASK_ID",
          "AWS_BATCH_JOB_ARRAY_INDEX",
          "BATCH_TASK_INDEX");

  private static final int DIGITS = 15;

  /** Checks the numbers. */
  public Shard {
    if (count < 1 || index < 0 || index >= count) {
      throw new InvalidInputException(
          "part of the list",
          "an index from 0 to below the count",
          index + " of " + count,
          "give --shard 0/8 to 7/8 for eight parts; jobs of an array that count from 1 subtract 1");
    }
  }

  /**
   * The part that the environment of an array job names.
   *
   * @param count of parts
   */
  public static Shard ofEnvironment(Map<String, String> environment, int count) {
    for (String name : INDEX) {
      String value = environment.get(name);
      if (value != null) {
        try {
          return new Shard(Integer.parseInt(value.strip()), count);
        } catch (NumberFormatException e) {
          throw new InvalidInputException(name, "a whole number", "another", "say --shard I/N");
        }
      }
    }
    throw new InvalidInputException(
        "part of the list", "one of " + INDEX, "none in the environment", "say --shard I/N");
  }

  /** Whether a case belongs to this part. */
  public boolean has(String id) {
    return count == 1
        || Long.parseLong(Sha256.begin().and(id).hex().substring(0, DIGITS), 16) % count == index;
  }

  @Override
  public String toString() {
    return index + "/" + count;
  }
}
