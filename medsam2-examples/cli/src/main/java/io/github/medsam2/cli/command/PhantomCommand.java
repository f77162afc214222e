// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Form;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.anatomy.TreeSide;
import io.github.medsam2.qca.dicom.PhantomDicom;
import io.github.medsam2.qca.phantom.LesionSpec;
import io.github.medsam2.qca.phantom.LesionTruth;
import io.github.medsam2.qca.phantom.Phantom;
import io.github.medsam2.qca.phantom.PhantomConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** A synthetic angiogram with its truth. */
@CommandLine.Command(
    name = "phantom",
    header = "Writes a synthetic coronary angiogram as a DICOM XA cine, with its exact truth.",
    description = {
      "",
      "Written: phantom.dcm; truth.json, masks, centre lines and lesions of every frame; frame.png,"
          + " the middle frame. Scores on phantoms are not clinical performance: docs/phantom.md.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 phantom --tree right --view \"LAO 35 CAUDAL 5\" --lesion 2,0.5,60,12 --out"
          + " phantom"
    })
final class PhantomCommand extends io.github.medsam2.cli.shell.Command {

  @Option(
      names = "--seed",
      paramLabel = "N",
      order = 1,
      defaultValue = "1",
      description = "decides all chance; otherwise 1")
  private long seed = 1;

  @Option(
      names = "--tree",
      paramLabel = "SIDE",
      order = 2,
      defaultValue = "RIGHT",
      description = "right or left; otherwise right")
  private TreeSide tree = TreeSide.RIGHT;

  @Option(
      names = "--view",
      paramLabel = "TEXT",
      order = 3,
      converter = Form.View.class,
      description = "how it is seen; otherwise LAO 35 CAUDAL 5, of the left tree RAO 30 CAUDAL 20")
  private Optional<ViewAngle> view = Optional.empty();

  @Option(
      names = "--lesion",
      paramLabel = "CASS,POSITION,PERCENT,MM",
      order = 4,
      description = "a stenosis: segment, where along it from 0 to 1, percent, length; repeatable")
  private List<String> lesions = new ArrayList<>();

  @Option(
      names = "--frames",
      paramLabel = "N",
      order = 5,
      defaultValue = "30",
      description = "length; otherwise 30")
  private int frames = 30;

  @Option(
      names = "--rate",
      paramLabel = "N",
      order = 6,
      defaultValue = "15",
      description = "frames per second; otherwise 15")
  private double rate = 15;

  @Option(
      names = "--matrix",
      paramLabel = "N",
      order = 7,
      defaultValue = "512",
      description = "columns and rows; otherwise 512")
  private int matrix = 512;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-phantom",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    LesionSpec[] specs = lesions.stream().map(this::lesion).toArray(LesionSpec[]::new);
    double[] usual = tree == TreeSide.RIGHT ? new double[] {35, -5} : new double[] {-30, -20};
    ViewAngle seen = view.orElse(ViewAngle.of(usual[0], usual[1]));
    Phantom phantom =
        new Phantom(
            PhantomConfig.of(seed, tree, seen.primary(), seen.secondary())
                .withMatrix(matrix)
                .withFrames(frames, rate)
                .withLesions(specs));
    OutputFolder.create(out);
    Path cine = out.resolve("phantom.dcm");
    Path truth = out.resolve("truth.json");
    console.note("drawing " + frames + " frames");
    PhantomDicom.write(phantom, cine, truth);
    console.wrote(cine);
    console.wrote(truth);
    Path picture = out.resolve("frame.png");
    ImageFile.writePng(picture, phantom.frame(frames / 2));
    console.wrote(picture);
    console.put("view", seen.render());
    for (LesionTruth l : phantom.truth(frames / 2).lesions()) {
      console.say(
          String.format(
              Locale.ROOT,
              "%s on frame %d: %.0f %% as this view shows it, minimal diameter %.2f mm",
              l.spec().segment().label(),
              frames / 2 + 1,
              l.projected().diameterStenosis(),
              l.projected().mldMm()));
    }
  }

  private LesionSpec lesion(String text) {
    String[] parts = text.split(",", -1);
    try {
      CassSegment segment = CassSegment.ofCass(parts[0]);
      double[] n = Form.numbers(text.substring(parts[0].length() + 1), "POSITION,PERCENT,MM");
      if (segment.tree() != tree) {
        throw misused("option --lesion: segment " + segment.id() + " is not in this tree");
      }
      return LesionSpec.stenosis(segment, n[0], n[1] / 100, n[2]);
    } catch (InvalidInputException
        | CommandLine.TypeConversionException
        | IndexOutOfBoundsException e) {
      throw misused(
          "option --lesion: expected CASS,POSITION,PERCENT,MM such as 2,0.5,60,12, found " + text);
    }
  }
}
