// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.CounterRandom;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;

/** Works on a project as fast as it can, with masks drawn at random, until it is killed. */
public final class BusyProject {
  static final int SIDE = 40;
  static final String BASE = "ab".repeat(32);
  private static final int STEP = 60;

  private final Project project;
  private final Path told;
  private final CounterRandom random;
  private int draws;

  private BusyProject(Project project, Path told) {
    this.project = project;
    this.told = told;
    this.random = CounterRandom.of(project.history().size());
  }

  static Project open(Path folder) {
    return Project.open(folder, ProjectOptions.of(BASE).frozen(0.15, 2));
  }

  /** Cases without an image; more of them each time. */
  static CaseSource cases(int count) {
    return new CaseSource() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public String id(int index) {
        return "/data/Doe^Jane/" + index;
      }

      @Override
      public String imageId(int index) {
        return id(index);
      }

      @Override
      public String group(int index) {
        return "Doe^Jane " + index / 3;
      }

      @Override
      public Image image(int index) {
        return Image.gray8(SIDE, SIDE, new byte[SIDE * SIDE]);
      }
    };
  }

  private int below(int bound) {
    return random.below(bound, draws++);
  }

  private Mask mask() {
    byte[] pixels = new byte[SIDE * SIDE];
    int from = below(pixels.length / 2);
    for (int i = 0; i < 300; i++) {
      pixels[from + i + below(100)] = 1;
    }
    return Mask.of(SIDE, SIDE, pixels);
  }

  /** Tells what returned, in a file of its own. */
  private void tell(String id, int clicks) throws IOException {
    String mask = project.get(id).state().acceptedMask().orElseThrow();
    int n = project.history().size();
    byte[] line =
        (n + " " + id + " " + mask + " " + clicks + "\n").getBytes(StandardCharsets.UTF_8);
    Files.write(told, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private void round() throws IOException {
    List<String> fresh =
        project.cases().stream()
            .filter(c -> c.side() == Side.POOL && c.state() instanceof CaseState.New)
            .map(ProjectCase::id)
            .limit(8)
            .toList();
    if (fresh.isEmpty()) {
      project.add(cases(project.cases().size() + STEP));
      return;
    }
    project.begin(fresh.stream().map(id -> new ProjectEvent.Pick(id, below(10) == 0)).toList());
  }

  private void work(ProjectCase c) throws IOException {
    Prompts box = Prompts.of(new BoxPrompt(1, 2, 30, 31));
    int clicks = below(5);
    if (c.state() instanceof CaseState.Queued) {
      project.propose(c.id(), mask(), BASE, 0.5, box, "00".repeat(32));
    } else if (below(8) == 0) {
      project.reject(c.id(), "robot", RejectReason.OTHER, Effort.NONE);
    } else if (below(3) > 0) {
      project.correct(c.id(), "robot", mask(), Effort.of(clicks, 3 * clicks));
    } else {
      project.accept(c.id(), "robot", Effort.of(clicks, 1));
      tell(c.id(), clicks);
      if (below(8) == 0) {
        project.reopen(c.id(), "robot");
      }
    }
  }

  private void train() {
    List<ProjectRound> rounds = project.rounds();
    ProjectRound last = rounds.get(rounds.size() - 1);
    if (last.training().isEmpty()) {
      List<String> ids =
          project.cases().stream()
              .filter(c -> c.side() == Side.POOL && c.state().acceptedMask().isPresent())
              .map(ProjectCase::id)
              .toList();
      project.write(new ProjectEvent.TrainingBegun(last.number(), ids));
    } else if (last.trained().isEmpty()) {
      String model = String.format(Locale.ROOT, "%064x", last.number());
      project.write(new ProjectEvent.Trained(last.number(), model));
    } else if (project.looks() > 7) {
      project.add(cases(project.size() + 2 * STEP));
      project.renewFrozen();
    } else {
      project.write(
          new byte[] {(byte) last.number()},
          report ->
              new ProjectEvent.Judged(
                  last.number(), last.trained().orElseThrow(), project.currentModel(), report));
      String model = last.trained().orElseThrow();
      project.write(
          below(2) == 0
              ? new ProjectEvent.Kept(last.number(), model, List.of("no better"))
              : new ProjectEvent.Promoted(last.number(), model, List.of("better")));
    }
  }

  private void step() throws IOException {
    List<ProjectCase> open =
        project.cases().stream()
            .filter(c -> c.round() > 0)
            .filter(c -> c.state().acceptedMask().isEmpty())
            .filter(c -> !(c.state() instanceof CaseState.Rejected))
            .toList();
    if (!open.isEmpty()) {
      work(open.get(below(open.size())));
    } else if (project.rounds().isEmpty()
        || project.rounds().get(project.rounds().size() - 1).decided()) {
      round();
    } else {
      train();
    }
  }

  /** Works in the folder given first, and tells in the file given second. */
  public static void main(String[] arguments) throws IOException {
    try (Project project = open(Path.of(arguments[0]))) {
      project.add(cases(Math.max(STEP, project.cases().size())));
      BusyProject busy = new BusyProject(project, Path.of(arguments[1]));
      while (true) {
        busy.step();
      }
    }
  }
}
