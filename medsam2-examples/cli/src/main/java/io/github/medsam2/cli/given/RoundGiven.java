// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Cases;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.rounds.CaseSource;
import io.github.medsam2.rounds.Project;
import io.github.medsam2.rounds.Rounds;
import io.github.medsam2.rounds.RoundsOptions;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A project, its cases and the weights it was begun with. */
public final class RoundGiven {

  @Parameters(index = "0", paramLabel = "PROJECT", description = "the folder of the project")
  private Path folder = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "CASES",
      description =
          "as for evaluate; the box around a case's mask says where the object is, and the mask is"
              + " used for nothing else unless --masks-are-right was given to new")
  private Path cases = Path.of("");

  @Option(
      names = "--reader",
      paramLabel = "NAME",
      order = 10,
      defaultValue = "reader1",
      description = "who works: letters, digits and _ . -; otherwise reader1")
  private String reader = "reader1";

  @Mixin private BaseChoice base = new BaseChoice();
  @Mixin private KeyGiven key = new KeyGiven();

  /** The folder of the project. */
  public Path folder() {
    return folder;
  }

  /** The weights all models are trained from. */
  public BaseChoice base() {
    return base;
  }

  /** The cases with their boxes. */
  public CaseSource cases(Console console) {
    CaseSource all = CaseSource.of(Cases.read(cases, key.bytes(), console));
    return all.withHints(i -> all.truth(i).map(BoxPrompt::around).map(box -> Prompts.of(box)));
  }

  /** Goes on with the project's rounds. */
  public Rounds rounds(Project project, CaseSource source, Weights weights) {
    return Rounds.open(project, source, weights, RoundsOptions.of(reader).serving(base.options()));
  }
}
