// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.layer;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.error.CheckpointException;
import io.github.medsam2.tensor.Shape;
import java.util.Set;

/**
 * Reads sizes off a checkpoint's keys and shapes, and refuses foreign ones in the same words.
 *
 * @param weights the checkpoint
 */
public record KeyReader(Weights weights) {
  private static final String FIX = "give a SAM2, MedSAM2, EfficientTAM or SAM 3 checkpoint";

  /** Whether there is such a key. */
  public boolean has(String key) {
    return weights.keys().contains(key);
  }

  /** Whether any key lies below a module. */
  public boolean hasModule(String prefix) {
    return weights.keys().stream().anyMatch(k -> k.startsWith(prefix + "."));
  }

  /** How many consecutive numbers stand between prefix and suffix, from 0. */
  public int count(String prefix, String suffix) {
    Set<String> keys = weights.keys();
    int n = 0;
    while (keys.contains(prefix + n + suffix)) {
      n++;
    }
    return n;
  }

  /** One size of a tensor of this rank. */
  public int size(String key, int rank, int axis) {
    return Math.toIntExact(shape(key, rank).dim(axis));
  }

  /** The shape of a tensor of this rank. */
  public Shape shape(String key, int rank) {
    if (!has(key)) {
      throw refusal("the key " + key, none());
    }
    Shape shape = weights.get(key).value().shape();
    if (shape.rank() != rank) {
      throw new CheckpointException(
          weights.source() + ", key " + key, rank + " axes", shape.toString(), FIX);
    }
    return shape;
  }

  /** What is found in place of a key that is not there. */
  public String none() {
    return "no such key among " + weights.keys().size();
  }

  /** The refusal of keys that hold no network of the family. */
  public CheckpointException refusal(String expected, String found) {
    return new CheckpointException(weights.source(), expected, found, FIX);
  }
}
