// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.demo.Case;
import io.github.medsam2.cli.demo.MainJob;
import io.github.medsam2.cli.draw.Small;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.PromptGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The main job: from a cine and a prompt to files for an archive. */
@CommandLine.Command(
    name = "demo",
    header = "The whole way: a cine is read, its lesion shown, followed, measured, and reported.",
    description = {
      "",
      "Without --dicom on a phantom, whose truth is known and compared with. Written:"
          + " segmentation.dcm and report.dcm for an archive, overlay.gif, overlay.dcm,"
          + " overlay.png, strip.png, qca.png, qca.json, and report.html, one page with all of it.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 demo",
      "Example: medsam2 demo --dicom angio.dcm --frame 30 --box 170,150,260,330 --words \"mid RCA\""
    })
final class Demo extends io.github.medsam2.cli.shell.Command {
  /** Of small copies. */
  private static final int WIDTH = 800;

  @Option(
      names = "--dicom",
      paramLabel = "FILE",
      order = 1,
      description = "a cine of your own; then --box or --point, and --words for the segment")
  private Optional<Path> dicom = Optional.empty();

  @Mixin private PromptGiven prompt = new PromptGiven();
  @Mixin private ModelChoice model = new ModelChoice();

  @Option(
      names = {"-f", "--frame"},
      paramLabel = "N",
      order = 20,
      description = "the frame on which it is shown, from 1; otherwise the middle one")
  private Optional<Integer> frame = Optional.empty();

  @Option(names = "--frames", hidden = true, defaultValue = "24")
  private int frames = 24;

  @Option(names = "--matrix", hidden = true, defaultValue = "512")
  private int matrix = 512;

  @Option(
      names = "--pictures",
      paramLabel = "FOLDER",
      order = 51,
      description = "also small copies of overlay.png, strip.png and qca.png, for a page of yours")
  private Optional<Path> pictures = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "target/demo",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    long begun = System.nanoTime();
    boolean own = dicom.isPresent();
    List<Prompt> where = prompt.all().stream().filter(p -> !(p instanceof CoronaryPrompt)).toList();
    if (own && where.isEmpty()) {
      throw misused("nothing says where the lesion is; give --box X0,Y0,X1,Y1 or --point X,Y");
    }
    if (!own && !(prompt.isEmpty() && frame.isEmpty())) {
      throw misused("prompts are for a cine of your own; give it by --dicom FILE");
    }
    console.say("Research use only. Not a medical device. Not for diagnosis or treatment.");
    OutputFolder.create(out);
    try (OpenModel open = model.open()) {
      console.say("model: " + open);
      Case given =
          dicom
              .map(file -> new Case(file, frame, where, prompt.words(), Optional.empty()))
              .orElseGet(() -> phantom(console));
      new MainJob(open, console).run(given, out);
    }
    pictures.ifPresent(folder -> copies(folder, console));
    console.say(
        String.format(
            Locale.ROOT,
            "%.0f seconds; open %s",
            (System.nanoTime() - begun) / 1e9,
            out.resolve("report.html")));
  }

  private void copies(Path folder, Console console) {
    OutputFolder.create(folder);
    for (String name : List.of("overlay.png", "strip.png", "qca.png")) {
      if (Files.exists(out.resolve(name))) {
        Path copy = folder.resolve(name);
        ImageFile.writePng(copy, Small.of(ImageFile.read(out.resolve(name)), WIDTH));
        console.wrote(copy);
      }
    }
  }

  private Case phantom(Console console) {
    console.note("drawing a phantom: a right coronary artery with a stenosis of 60 %");
    return Case.phantom(out, frames, matrix, console);
  }
}
