// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import java.util.Set;

/**
 * A model of a project.
 *
 * @param id fingerprint of its weights, 64 hexadecimal digits
 * @param round it was trained in; 0 for the base
 * @param trainedOn ids of the cases it learnt from
 * @param superseded those of them whose mask was taken back since
 */
public record ProjectModel(String id, int round, Set<String> trainedOn, Set<String> superseded) {
  /** Copies the sets. */
  public ProjectModel {
    trainedOn = Set.copyOf(trainedOn);
    superseded = Set.copyOf(superseded);
  }
}
