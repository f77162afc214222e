// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.PromptRequest;
import io.github.medsam2.Segmentation;
import io.github.medsam2.cli.draw.Overlay;
import io.github.medsam2.cli.draw.Region;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.PromptGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Form;
import io.github.medsam2.cli.shell.OutputFolder;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.cli.work.Picture;
import io.github.medsam2.cli.work.Readings;
import io.github.medsam2.image.Bounds;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Intensity;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.Window;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The mask of an object in one image. */
@CommandLine.Command(
    name = "segment",
    header = "Segments an object in one image.",
    description = {
      "",
      "Coordinates are pixels from the upper left corner, 0,0. Written: mask.png, 255 inside and 0"
          + " outside, on the grid of the image; overlay.png, the image with mask, box and points.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 segment angiogram.png --box 120,80,260,190 --point 190,130 --out result"
    })
final class Segment extends io.github.medsam2.cli.shell.Command {

  @Parameters(
      paramLabel = "IMAGE",
      description = "PNG or JPEG of 8 or 16 bits, or DICOM, of which one frame is taken")
  private Path file = Path.of("");

  @Mixin private PromptGiven prompt = new PromptGiven();
  @Mixin private ModelChoice model = new ModelChoice();

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      order = 14,
      description = "it looks about like this: a picture of the image's size, not 0 inside")
  private Optional<Path> mask = Optional.empty();

  @Option(
      names = {"-f", "--frame"},
      paramLabel = "N",
      order = 20,
      description = "the frame of a DICOM file, from 1; otherwise the middle one")
  private Optional<Integer> frame = Optional.empty();

  @Option(
      names = "--crop",
      paramLabel = "X,Y,WIDTH,HEIGHT",
      order = 21,
      converter = Form.Rectangle.class,
      description = "look only at this part; all other coordinates stay the image's")
  private Optional<Bounds> crop = Optional.empty();

  @Option(
      names = "--window",
      paramLabel = "LEVEL,WIDTH",
      order = 22,
      converter = Form.GreyWindow.class,
      description = "the grey values to tell apart in 16 bits, or abdomen, lung, brain, bone, ..")
  private Optional<Window> window = Optional.empty();

  @Option(
      names = "--single",
      order = 23,
      description = "the decoder's single answer even if unstable; for models trained on it alone")
  private boolean single;

  @Option(
      names = "--readings",
      order = 24,
      description = "write the decoder's three readings too: whole, part, subpart")
  private boolean readings;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-segment",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    if (prompt.isEmpty() && mask.isEmpty()) {
      throw misused(PromptGiven.NEEDED + ", or --mask FILE");
    }
    Image image = Picture.read(file, frame);
    Region region =
        crop.map(b -> new Region(b.x(), b.y(), b.width(), b.height())).orElse(Region.all(image));
    List<Prompt> prompts = prompts(image, region);
    try (OpenModel open = model.open(window)) {
      console.note("model: " + open);
      Image part = region.cut(image);
      try (ImageEmbedding embedding = open.model().embed(part)) {
        PromptRequest request = open.model().prompt(embedding);
        for (Prompt next : prompts) {
          request = request.and(next);
        }
        Segmentation best = single ? request.predictSingle() : request.predict();
        console.say(scores(best));
        console.put("model", open.described());
        describe(console, best);
        new Readings(console).tell(best);
        OutputFolder.create(out);
        write(console, "", best, image, region, prompts);
        if (readings) {
          int number = 0;
          for (Segmentation reading : request.predictReadings()) {
            number++;
            console.say("reading " + number + ": " + scores(reading));
            write(console, "reading-" + number + "-", reading, image, region, prompts);
          }
        }
      }
    }
  }

  private List<Prompt> prompts(Image image, Region region) {
    List<Prompt> all = new ArrayList<>();
    for (Prompt p : prompt.all()) {
      all.add(
          p instanceof BoxPrompt b
              ? region.shift(b)
              : p instanceof PointPrompt q ? region.shift(q) : p);
    }
    mask.map(f -> Picture.mask(f, image.width(), image.height()))
        .map(region::cut)
        .map(MaskPrompt::new)
        .ifPresent(all::add);
    return all;
  }

  private void write(
      Console console, String prefix, Segmentation s, Image image, Region region, List<Prompt> p) {
    Mask found = s.mask();
    Path maskFile = out.resolve(prefix + "mask.png");
    ImageFile.writePng(maskFile, region.paste(found, image.width(), image.height()));
    console.wrote(maskFile);
    Path overlay = out.resolve(prefix + "overlay.png");
    Intensity shown = window.map(Intensity.class::cast).orElse(Intensity.standard());
    ImageFile.writePng(overlay, Overlay.of(shown.toUint8(region.cut(image)), found, p));
    console.wrote(overlay);
  }

  private static void describe(Console console, Segmentation s) {
    console.put("area", s.mask().area());
    console.put("predictedIou", s.iou());
    console.put("objectScore", s.objectScore());
    console.put("present", s.isObjectPresent());
  }

  private static String scores(Segmentation s) {
    return String.format(
        Locale.ROOT,
        "area %d pixels, predicted IoU %.3f, object score %.2f (%s)",
        s.mask().area(),
        s.iou(),
        s.objectScore(),
        s.isObjectPresent() ? "present" : "absent");
  }
}
