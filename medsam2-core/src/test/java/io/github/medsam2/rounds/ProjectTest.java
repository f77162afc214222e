// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {
  private static final Prompts BOX = Prompts.of(new BoxPrompt(1, 2, 30, 31));
  private static final String PIXELS = "00".repeat(32);
  private static final String NEXT = "cd".repeat(32);

  @TempDir Path folder;

  private Project begun() {
    Project project = BusyProject.open(folder);
    project.add(BusyProject.cases(60));
    return project;
  }

  private static List<String> pool(Project project) {
    return project.cases().stream()
        .filter(c -> c.side() == Side.POOL)
        .map(ProjectCase::id)
        .toList();
  }

  private static Mask mask(int radius) {
    return Discs.disc(30, 30, radius);
  }

  private static void begin(Project project, String... ids) {
    project.begin(List.of(ids).stream().map(id -> new ProjectEvent.Pick(id, false)).toList());
  }

  private static void propose(Project project, String id) {
    project.propose(id, mask(5), project.currentModel(), 0.7, BOX, PIXELS);
  }

  private static void accepted(Project project, String id) {
    propose(project, id);
    project.correct(id, "r1", mask(6), Effort.of(2, 9));
    project.accept(id, "r1", Effort.NONE);
  }

  private static void refused(Runnable step, String... told) {
    var failure = assertThatThrownBy(step::run).isInstanceOf(InvalidInputException.class);
    for (String text : told) {
      failure.hasMessageContaining(text);
    }
  }

  @Test
  void stepsHaveAnOrder() {
    try (Project project = begun()) {
      String id = pool(project).get(0);
      List<ProjectEntry> before = project.history();
      refused(() -> propose(project, id), id, "queued", "found new");
      refused(() -> project.accept(id, "r1", Effort.NONE), "proposed or corrected", "found new");
      refused(() -> project.correct(id, "r1", mask(3), Effort.NONE), "found new");
      refused(() -> project.reject(id, "r1", RejectReason.OTHER, Effort.NONE), "found new");
      refused(() -> project.reopen(id, "r1"), "accepted or used or rejected", "found new");
      assertThat(project.history()).isEqualTo(before);
      begin(project, id);
      refused(() -> project.accept(id, "r1", Effort.NONE), "found queued");
      propose(project, id);
      refused(() -> project.correct(id, "Jane Doe", mask(3), Effort.NONE), "reader");
      refused(() -> project.correct(id, "r1", Mask.empty(9, 9), Effort.NONE), "9x9");
      project.correct(id, "r1", Mask.empty(64, 64), Effort.NONE);
      refused(() -> project.accept(id, "r1", Effort.NONE), "pixel inside");
      project.correct(id, "r1", mask(6), Effort.of(1, 2));
      project.accept(id, "r1", Effort.NONE);
      refused(() -> project.accept(id, "r1", Effort.NONE), "found accepted");
      refused(() -> propose(project, id), "found accepted");
      project.reopen(id, "r2");
      assertThat(project.get(id).state()).isInstanceOf(CaseState.Corrected.class);
      project.reject(id, "r1", RejectReason.AMBIGUOUS, Effort.NONE);
      refused(() -> project.correct(id, "r1", mask(3), Effort.NONE), "found rejected");
      project.reopen(id, "r1");
      assertThat(project.get(id).state()).isEqualTo(new CaseState.Queued());
      refused(() -> project.get("c999999"), "case");
    }
  }

  @Test
  void whatIsReadBackIsWhatWasWritten() {
    List<ProjectEntry> written;
    List<ProjectCase> cases;
    try (Project project = begun()) {
      List<String> ids = pool(project);
      begin(project, ids.get(0), ids.get(1), ids.get(2));
      accepted(project, ids.get(0));
      propose(project, ids.get(1));
      project.reject(ids.get(1), "r1", RejectReason.POOR_IMAGE, new Effort(1, 2, true, 3, 4));
      written = project.history();
      cases = project.cases();
    }
    try (Project project = Project.open(folder)) {
      assertThat(project.history()).isEqualTo(written);
      assertThat(project.cases()).isEqualTo(cases);
      assertThat(project.mended()).isEmpty();
      String mask = project.get(pool(project).get(0)).state().acceptedMask().orElseThrow();
      assertThat(project.mask(mask)).isEqualTo(mask(6));
      assertThat(project.add(BusyProject.cases(60))).isZero();
    }
    refused(
        () -> Project.open(folder, ProjectOptions.of(NEXT)).close(), "base " + BusyProject.BASE);
    refused(() -> Project.open(folder.resolve("none")).close(), "project.json");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void patientsStayOnOneSideAndFrozenOnesAreDrawnFromScratch() {
    try (Project project = begun()) {
      project.add(BusyProject.cases(90));
      Set<String> frozen = groups(project, Side.FROZEN);
      assertThat(frozen).hasSize(3).doesNotContainAnyElementsOf(groups(project, Side.POOL));
      String id =
          project.cases().stream()
              .filter(c -> c.side() == Side.FROZEN)
              .map(ProjectCase::id)
              .findFirst()
              .orElseThrow();
      refused(() -> begin(project, id), "pool", "frozen");
      refused(() -> propose(project, id), "judges no model");
      project.correct(id, "r1", mask(7), Effort.of(0, 80));
      project.accept(id, "r1", Effort.NONE);
      project.renewFrozen();
      assertThat(groups(project, Side.FROZEN)).hasSize(3).doesNotContainAnyElementsOf(frozen);
      assertThat(project.get(id).side()).isEqualTo(Side.POOL);
      refused(() -> project.add(BusyProject.cases(120), Side.POOL), "that side only");
    }
  }

  private static Set<String> groups(Project project, Side side) {
    return project.cases().stream()
        .filter(c -> c.side() == side)
        .map(ProjectCase::group)
        .collect(Collectors.toSet());
  }

  @Test
  void modelsAreMarkedAndRolledBackAndLooksAreCounted() {
    try (Project project = begun()) {
      List<String> ids = pool(project);
      begin(project, ids.get(0), ids.get(1));
      refused(() -> project.write(new ProjectEvent.Trained(1, NEXT)), "training of round 1");
      accepted(project, ids.get(0));
      accepted(project, ids.get(1));
      project.write(new ProjectEvent.TrainingBegun(1, ids.subList(0, 2)));
      refused(() -> begin(project, ids.get(2)), "decided");
      project.reopen(ids.get(1), "r1");
      project.write(new ProjectEvent.Trained(1, NEXT));
      assertThat(project.get(ids.get(0)).state()).isInstanceOf(CaseState.Used.class);
      assertThat(project.get(ids.get(1)).state()).isInstanceOf(CaseState.Corrected.class);
      assertThat(project.models().get(NEXT).superseded()).containsExactly(ids.get(1));
      ProjectEvent promoted = new ProjectEvent.Promoted(1, NEXT, List.of("better"));
      refused(() -> project.write(promoted), "look at both");
      project.write(new ProjectEvent.Judged(1, NEXT, BusyProject.BASE, PIXELS));
      project.write(promoted);
      assertThat(project.currentModel()).isEqualTo(NEXT);
      project.reopen(ids.get(0), "r1");
      assertThat(project.models().get(NEXT).superseded()).hasSize(2);
      project.rollBack(BusyProject.BASE);
      assertThat(project.currentModel()).isEqualTo(BusyProject.BASE);
      refused(() -> project.rollBack(BusyProject.BASE), "in use");
      refused(() -> project.rollBack(PIXELS), "of the project");
      assertThat(project.models()).containsKeys(BusyProject.BASE, NEXT);
      project.accept(ids.get(0), "r1", Effort.NONE);
      looks(project, ids);
    }
  }

  private static void looks(Project project, List<String> ids) {
    begin(project, ids.get(2));
    project.write(new ProjectEvent.TrainingBegun(2, ids.subList(0, 1)));
    String other = "ef".repeat(32);
    project.write(new ProjectEvent.Trained(2, other));
    ProjectEvent look = new ProjectEvent.Judged(2, other, BusyProject.BASE, PIXELS);
    while (project.looks() < 10) {
      project.write(look);
    }
    refused(() -> project.write(look), "10 looks", "renew");
    project.renewFrozen();
    project.write(look);
    assertThat(project.looks()).isEqualTo(1);
  }

  @Test
  void anotherImageUnderTheSameIdIsRefused() {
    try (Project project = begun()) {
      String id = pool(project).get(0);
      begin(project, id);
      propose(project, id);
      refused(
          () -> project.propose(id, mask(5), BusyProject.BASE, 0.7, BOX, NEXT), "image of case");
    }
  }

  @Test
  void namesStayOutAndBadOnesAreRefused() throws IOException {
    try (Project project = begun()) {
      assertThat(project.cases()).hasSize(60);
    }
    assertThat(Files.readString(folder.resolve("journal").resolve("000001.jsonl")))
        .doesNotContain("Doe");
    Files.delete(folder.resolve("key"));
    assertThatThrownBy(() -> Project.open(folder)).isInstanceOf(FormatException.class);
  }
}
