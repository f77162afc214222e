// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.ProjectModel;
import io.github.medsam2.rounds.ProjectRound;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A project of rounds, told. */
public final class ProjectText {
  private static final String FILE = "project.json";
  private static final int SHORT = 12;

  private ProjectText() {}

  /** Whether a folder is one of a project. */
  public static boolean isProject(Path folder) {
    return Files.isRegularFile(folder.resolve(FILE));
  }

  /** Opens a project that is there; makes none. */
  public static Project open(Path folder) {
    if (!isProject(folder)) {
      throw new InvalidInputException(
          "project " + folder,
          "a folder with " + FILE,
          "none",
          "begin one: medsam2 round new " + folder + " CASES");
    }
    return Project.open(folder);
  }

  /** Tells cases by state, rounds and models. */
  public static void tell(Project project, Console console) {
    Map<String, Integer> states = new TreeMap<>();
    project
        .cases()
        .forEach(
            c -> {
              String side = c.side().name().toLowerCase(Locale.ROOT);
              states.merge(side + " " + c.state().label(), 1, Integer::sum);
            });
    console.say(project.size() + " cases: " + states);
    console.put("cases", states);
    List<Map<String, Object>> rounds = new ArrayList<>();
    for (ProjectRound round : project.rounds()) {
      console.say(
          String.format(
              Locale.ROOT,
              "round %d: %d cases, %s%s",
              round.number(),
              round.cases().size(),
              round.trained().map(m -> "trained " + brief(m)).orElse("no model trained"),
              round.decided() ? ", decided" : ""));
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("number", round.number());
      one.put("cases", round.cases().size());
      one.put("trained", round.trained());
      one.put("decided", round.decided());
      rounds.add(one);
    }
    console.put("rounds", rounds);
    List<String> models = new ArrayList<>();
    for (ProjectModel model : project.models().values()) {
      boolean current = model.id().equals(project.currentModel());
      console.say(
          "model "
              + brief(model.id())
              + (model.id().equals(project.base()) ? ", the base" : ", of round " + model.round())
              + (current ? ", in use" : "")
              + (model.superseded().isEmpty() ? "" : ", learnt from masks changed since"));
      models.add(model.id());
    }
    console.put("models", models);
    console.put("currentModel", project.currentModel());
    console.put("looksAtFrozen", project.looks());
    project.mended().ifPresent(m -> console.say("mended when opened: " + m));
  }

  /** The model whose id begins so. */
  public static String model(Project project, String prefix) {
    List<String> fit =
        project.models().keySet().stream().filter(id -> id.startsWith(prefix)).toList();
    if (prefix.isEmpty() || fit.size() != 1) {
      throw new InvalidInputException(
          "model",
          "the beginning of one of "
              + project.models().keySet().stream().map(ProjectText::brief).toList(),
          prefix,
          "see medsam2 round status");
    }
    return fit.get(0);
  }

  private static String brief(String id) {
    return id.substring(0, Math.min(SHORT, id.length()));
  }
}
