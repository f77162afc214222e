// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.demo;

import io.github.medsam2.Direction;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.batch.input.CineInput;
import io.github.medsam2.cli.draw.Strip;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Followed;
import io.github.medsam2.cli.work.FollowedFiles;
import io.github.medsam2.cli.work.Measured;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.cli.work.Picture;
import io.github.medsam2.cli.work.Readings;
import io.github.medsam2.cli.work.Saying;
import io.github.medsam2.dicom.derived.Code;
import io.github.medsam2.dicom.derived.CoronaryCodes;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentText;
import io.github.medsam2.qca.reading.SegmentReading;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * From a cine and a prompt to files for an archive: the lesion is shown by a box and in words,
 * followed both ways, measured, and written as segmentation, structured report, movie, pictures and
 * a page.
 */
public final class MainJob {
  private final OpenModel model;
  private final Console console;
  private final List<String> shortfalls = new ArrayList<>();

  /** With a model, told here. */
  public MainJob(OpenModel model, Console console) {
    this.model = model;
    this.console = console;
  }

  /** Does it, and writes everything into a folder, which is there. */
  public void run(Case given, Path folder) {
    try (CineInput cine = CineInput.open(given.cine())) {
      int prompted = Picture.number(given.frame(), cine.frames().count());
      cine.lines(prompted).forEach(console::say);
      Outcome outcome = find(given, cine, prompted);
      write(given, cine, outcome, folder);
      tell(outcome);
    }
  }

  private Outcome find(Case given, CineInput cine, int prompted) {
    console.note("following the vessel from frame " + (prompted + 1) + " both ways");
    Optional<ViewAngle> view = cine.view(prompted);
    Followed followed =
        Followed.of(
            model,
            cine.frames(),
            prompted,
            Saying.of(prompts(given), view, model),
            Direction.BOTH,
            console);
    Optional<SegmentReading> reading = new Readings(console).tell(followed.shown());
    if (reading.isEmpty()) {
      shortfalls.add(
          model.name()
              + " has no reading heads: it does not tell the segment. The one reported is the one"
              + " that was said.");
    }
    Optional<CassSegment> segment = reading.flatMap(SegmentReading::segment).or(() -> said(given));
    return new Outcome(
        model.toString(),
        cine.lines(prompted),
        followed,
        byWords(given, cine.frames().frame(prompted)),
        reading,
        measured(cine, followed, segment),
        shortfalls,
        given.truth());
  }

  /** Box, clicks and, for a model that understands them, words. */
  private List<Prompt> prompts(Case given) {
    List<Prompt> prompts = new ArrayList<>(given.prompts());
    if (model.understandsWords()) {
      given.words().ifPresent(prompts::add);
    } else if (given.words().isPresent()) {
      shortfalls.add(
          model.name()
              + " has no parts for words: \""
              + given.words().get().text()
              + "\" was not said to it, the box was.");
    }
    return prompts;
  }

  private Optional<Mask> byWords(Case given, Image image) {
    Optional<CoronaryPrompt> words =
        given.words().filter(w -> w.namesObject() && model.understandsWords());
    if (words.isEmpty()) {
      return Optional.empty();
    }
    try (ImageEmbedding embedding = model.model().embed(image)) {
      return Optional.of(model.model().prompt(embedding).describe(words.get()).predict().mask());
    }
  }

  private static Optional<CassSegment> said(Case given) {
    return given
        .words()
        .map(SegmentText::toCass)
        .flatMap(CoronaryPrompt::segment)
        .map(s -> CassSegment.ofCass(s.id()));
  }

  private Optional<Measured> measured(
      CineInput cine, Followed followed, Optional<CassSegment> segment) {
    int at = followed.prompted();
    try {
      return Optional.of(
          Measured.of(
              cine.frames().frame(at),
              followed.masks().get(at),
              at,
              cine.calibration(),
              segment,
              cine.view(at)));
    } catch (MedSam2Exception e) {
      shortfalls.add("The vessel could not be measured: " + e.getMessage());
      return Optional.empty();
    }
  }

  private void write(Case given, CineInput cine, Outcome outcome, Path folder) {
    console.note("writing");
    Optional<Code> anatomy =
        outcome
            .measured()
            .flatMap(m -> m.report().segment())
            .flatMap(s -> CoronaryCodes.segment(s.number(), s.id().endsWith("a") ? "a" : ""));
    new FollowedFiles(folder, console).write(cine, outcome.followed(), given.prompts(), anatomy);
    outcome.measured().ifPresent(m -> m.write(folder, cine.file(), console));
    Path strip = folder.resolve("strip.png");
    ImageFile.writePng(
        strip,
        Strip.of(
            cine.frames(),
            outcome.followed().masks(),
            given.truth().map(Truth::masks),
            outcome.followed().prompted()));
    console.wrote(strip);
    Path page = folder.resolve("report.html");
    new ReportPage(outcome, folder).write(page, cine);
    console.wrote(page);
  }

  private void tell(Outcome outcome) {
    console.say("");
    outcome.measured().ifPresent(m -> m.lines().forEach(console::say));
    List<String> agreement = outcome.agreement();
    if (!agreement.isEmpty()) {
      console.say("against the phantom's truth:");
      agreement.forEach(line -> console.say("  " + line));
    }
    outcome.told().forEach(line -> console.say("note: " + line));
    console.put("model", model.described());
    console.put("agreement", agreement);
    console.put("shortfalls", outcome.told());
    outcome
        .truth()
        .ifPresent(
            t -> {
              console.put("dice", t.dice(outcome.followed().masks()));
              console.put("meanDice", t.meanDice(outcome.followed().masks()));
            });
  }
}
