// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

/**
 * A case of a project: one object in one image.
 *
 * @param id the project's own name for it
 * @param key keyed hash of the id it has where it comes from
 * @param group keyed hash of the patient
 * @param stratum such as the artery; may be empty
 * @param round it was last chosen for; 0 before
 * @param random whether it was chosen at random, and so speaks for all cases
 */
public record ProjectCase(
    String id,
    String key,
    String group,
    String stratum,
    Side side,
    int round,
    boolean random,
    CaseState state) {

  ProjectCase in(CaseState next) {
    return new ProjectCase(id, key, group, stratum, side, round, random, next);
  }

  ProjectCase on(Side other) {
    return new ProjectCase(id, key, group, stratum, other, round, random, state);
  }

  ProjectCase queued(int number, boolean byChance) {
    return new ProjectCase(id, key, group, stratum, side, number, byChance, new CaseState.Queued());
  }
}
