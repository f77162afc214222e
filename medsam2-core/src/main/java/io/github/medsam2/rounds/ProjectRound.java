// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import java.util.List;
import java.util.Optional;

/**
 * A round of a project.
 *
 * @param number from 1 on
 * @param model id of the model that proposed when it began
 * @param cases ids of those chosen
 * @param training ids of the cases its model learns from; empty before training begins
 * @param trained id of its model
 * @param judged the last look at the frozen cases
 * @param decided whether its model was promoted or left
 */
public record ProjectRound(
    int number,
    String model,
    List<String> cases,
    List<String> training,
    Optional<String> trained,
    Optional<ProjectEvent.Judged> judged,
    boolean decided) {
  /** Copies the lists. */
  public ProjectRound {
    cases = List.copyOf(cases);
    training = List.copyOf(training);
  }

  ProjectRound training(List<String> ids) {
    return new ProjectRound(number, model, cases, ids, trained, judged, decided);
  }

  ProjectRound trained(String id) {
    return new ProjectRound(number, model, cases, training, Optional.of(id), judged, decided);
  }

  ProjectRound judged(ProjectEvent.Judged look) {
    return new ProjectRound(number, model, cases, training, trained, Optional.of(look), decided);
  }

  ProjectRound closed() {
    return new ProjectRound(number, model, cases, training, trained, judged, true);
  }
}
