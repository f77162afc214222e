// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.Direction;
import io.github.medsam2.batch.input.CineInput;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.PromptGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Followed;
import io.github.medsam2.cli.work.FollowedFiles;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.cli.work.Picture;
import io.github.medsam2.cli.work.Readings;
import io.github.medsam2.cli.work.Saying;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** An object followed through a cine. */
@CommandLine.Command(
    name = "track",
    header = "Follows an object through a cine, from one frame both ways.",
    description = {
      "",
      "Written: segmentation.dcm, a DICOM segmentation that refers to the cine, and overlay.dcm,"
          + " the cine with its masks as a secondary capture; of a folder of pictures masks/. And"
          + " overlay.gif, and overlay.png, the frame on which the object was shown.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 track angio.dcm --frame 12 --box 120,80,260,190 --out result",
      "Frames count from 1, as in DICOM. What the built-in model follows well, and what not, is on"
          + " its card: medsam2 inspect xca-nano"
    })
final class Track extends io.github.medsam2.cli.shell.Command {

  @Parameters(
      paramLabel = "CINE",
      description = "DICOM of X-ray angiography or ultrasound, or a folder of PNG or JPEG frames")
  private Path file = Path.of("");

  @Mixin private PromptGiven prompt = new PromptGiven();
  @Mixin private ModelChoice model = new ModelChoice();

  @Option(
      names = {"-f", "--frame"},
      paramLabel = "N",
      order = 20,
      description = "the frame on which it is shown, from 1; otherwise the middle one")
  private Optional<Integer> frame = Optional.empty();

  @Option(
      names = "--direction",
      paramLabel = "WAY",
      order = 21,
      defaultValue = "BOTH",
      description = "both, forward or backward; otherwise both")
  private Direction direction = Direction.BOTH;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-track",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    if (prompt.isEmpty()) {
      throw misused(PromptGiven.NEEDED);
    }
    try (CineInput cine = CineInput.open(file);
        OpenModel open = model.open()) {
      int prompted = Picture.number(frame, cine.frames().count());
      cine.lines(prompted).forEach(console::say);
      console.note("model: " + open);
      Followed object =
          Followed.of(
              open,
              cine.frames(),
              prompted,
              Saying.of(prompt.all(), cine.view(prompted), open),
              direction,
              console);
      object.lines().forEach(console::say);
      tell(console, open, object);
      new Readings(console).tell(object.shown());
      new FollowedFiles(out, console).write(cine, object, prompt.all(), Optional.empty());
    }
  }

  private static void tell(Console console, OpenModel open, Followed object) {
    console.put("model", open.described());
    console.put("seconds", object.seconds());
    List<Map<String, Object>> frames = new ArrayList<>();
    for (int i = 0; i < object.masks().size(); i++) {
      if (object.looked(i)) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("frame", i + 1);
        one.put("area", object.masks().get(i).area());
        one.put("predictedIou", object.iou().get(i));
        one.put("objectScore", object.presence().get(i));
        frames.add(one);
      }
    }
    console.put("frames", frames);
    List<Integer> next = object.suggested().stream().map(f -> f + 1).toList();
    console.put("correctNext", next);
    console.say(
        String.format(
            Locale.ROOT,
            "%d frames in %.1f s; a correction would pay most on %s",
            frames.size(),
            object.seconds(),
            next.isEmpty() ? "none" : "frames " + next));
  }
}
