// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.Segmentation;
import io.github.medsam2.batch.input.CineInput;
import io.github.medsam2.batch.input.FileType;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.PromptGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Form;
import io.github.medsam2.cli.work.Measured;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.cli.work.Picture;
import io.github.medsam2.cli.work.Readings;
import io.github.medsam2.cli.work.Saying;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.SegmentText;
import io.github.medsam2.qca.measure.Calibration;
import io.github.medsam2.qca.reading.SegmentReading;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A vessel measured. */
@CommandLine.Command(
    name = "qca",
    header = "Measures a coronary vessel: minimal and reference diameter, stenosis, length.",
    description = {
      "",
      "The mask comes from --mask, or from the model by a prompt; it should show the segment with"
          + " healthy vessel on both sides of the lesion. Millimetres are told only where there is"
          + " a source for them: the file's geometry, --catheter or --mm-per-pixel.",
      "Written: qca.json; qca.png with contours, D(s) and numbers; of a DICOM file whose segment is"
          + " known report.dcm, a structured report (TID 1500).",
      ""
    },
    footer = {
      "",
      "Example: medsam2 qca angio.dcm --frame 12 --box 120,80,260,190 --segment 2 --out result"
    })
final class QcaCommand extends io.github.medsam2.cli.shell.Command {
  private static final double BY_HAND = 0.05;

  @Parameters(
      paramLabel = "IMAGE",
      description = "an angiogram: DICOM, of which one frame is taken, or PNG or JPEG")
  private Path file = Path.of("");

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      order = 9,
      description = "the vessel: a picture of the image's size, not 0 inside")
  private Optional<Path> mask = Optional.empty();

  @Mixin private PromptGiven prompt = new PromptGiven();
  @Mixin private ModelChoice model = new ModelChoice();

  @Option(
      names = {"-f", "--frame"},
      paramLabel = "N",
      order = 20,
      description = "the frame of a DICOM file, from 1; otherwise the middle one")
  private Optional<Integer> frame = Optional.empty();

  @Option(
      names = "--segment",
      paramLabel = "CASS",
      order = 30,
      converter = Form.Segment.class,
      description = "the segment, by its CASS number such as 2 or 12a")
  private Optional<CassSegment> segment = Optional.empty();

  @Option(
      names = "--view",
      paramLabel = "TEXT",
      order = 31,
      converter = Form.View.class,
      description = "how it is seen, such as \"LAO 30 CRANIAL 20\"; otherwise as the file says")
  private Optional<ViewAngle> view = Optional.empty();

  @Option(
      names = "--mm-per-pixel",
      paramLabel = "MM",
      order = 32,
      description = "what a pixel measures at the vessel, where you know it")
  private Optional<Double> mmPerPixel = Optional.empty();

  @Option(
      names = "--catheter",
      paramLabel = "FRENCH,WIDTH",
      order = 33,
      description =
          "calibrate by a catheter of this size and width in pixels, without contrast in it")
  private Optional<String> catheter = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-qca",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    if (prompt.isEmpty() && mask.isEmpty()) {
      throw misused("nothing says which vessel; give --mask FILE or --box X0,Y0,X1,Y1");
    }
    if (mmPerPixel.isPresent() && catheter.isPresent()) {
      throw misused("two calibrations; give --mm-per-pixel or --catheter");
    }
    Optional<Calibration> given = given();
    if (FileType.of(file) != FileType.DICOM) {
      Image image = Picture.read(file, frame);
      measure(console, image, 0, given.orElse(new Calibration.None()), view, Optional.empty());
      return;
    }
    try (CineInput cine = CineInput.open(file)) {
      int at = Picture.number(frame, cine.frames().count());
      cine.lines(at).forEach(console::say);
      measure(
          console,
          cine.frames().frame(at),
          at,
          given.orElse(cine.calibration()),
          view.or(() -> cine.view(at)),
          Optional.of(cine));
    }
  }

  private Optional<Calibration> given() {
    if (catheter.isPresent()) {
      try {
        double[] n = Form.numbers(catheter.get(), "FRENCH,WIDTH");
        return Optional.of(new Calibration.Catheter(n[0], n[1], false));
      } catch (CommandLine.TypeConversionException e) {
        throw misused("option --catheter: " + e.getMessage());
      }
    }
    return mmPerPixel.map(mm -> new Calibration.Manual(mm, BY_HAND));
  }

  private void measure(
      Console console,
      Image image,
      int at,
      Calibration calibration,
      Optional<ViewAngle> seen,
      Optional<CineInput> cine) {
    Vessel vessel = vessel(console, image, seen);
    Measured measured =
        Measured.of(image, vessel.mask(), at, calibration, segment.or(vessel::segment), seen);
    measured.lines().forEach(console::say);
    measured.write(out, cine.flatMap(CineInput::file), console);
    Path maskFile = out.resolve("mask.png");
    ImageFile.writePng(maskFile, vessel.mask());
    console.wrote(maskFile);
  }

  /** A mask and, where words or the model name it, its segment. */
  private record Vessel(Mask mask, Optional<CassSegment> segment) {}

  private Vessel vessel(Console console, Image image, Optional<ViewAngle> seen) {
    if (mask.isPresent()) {
      return new Vessel(Picture.mask(mask.get(), image.width(), image.height()), Optional.empty());
    }
    try (OpenModel open = model.open();
        ImageEmbedding embedding = open.model().embed(image)) {
      console.note("model: " + open);
      console.put("model", open.described());
      Prompts prompts = Saying.of(prompt.all(), seen, open);
      Segmentation found = open.model().prompt(embedding).and(prompts).predict();
      Optional<CassSegment> read =
          new Readings(console).tell(found).flatMap(SegmentReading::segment);
      return new Vessel(found.mask(), said().or(() -> read));
    }
  }

  private Optional<CassSegment> said() {
    return prompt
        .words()
        .map(SegmentText::toCass)
        .flatMap(CoronaryPrompt::segment)
        .map(s -> CassSegment.ofCass(s.id()));
  }
}
