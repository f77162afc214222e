// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.PromptRequest;
import io.github.medsam2.Segmentation;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.Prompt;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One request carried out: reads the image, asks the model, writes the pictures. */
final class SegmentRun {
  private final SegmentRequest request;
  private final PrintStream out;
  private final Image image;
  private final Region region;
  private final Image part;
  private final List<Prompt> prompts;

  SegmentRun(SegmentRequest request, PrintStream out) {
    this.request = request;
    this.out = out;
    this.image = ImageFile.read(request.image());
    this.region = request.crop().orElse(Region.all(image));
    this.part = region.cut(image);
    this.prompts = prompts();
  }

  /** Carries it out, and gives the mask on the grid of the image. */
  Mask run() {
    Stopwatch watch = new Stopwatch();
    try (MedSam2 model = Given.model(request.checkpoint(), request.options())) {
      String opened = watch.lap("open");
      try (ImageEmbedding embedding = model.embed(part)) {
        String embedded = watch.lap("embed");
        PromptRequest prompt = prompt(model, embedding);
        Segmentation best = request.single() ? prompt.predictSingle() : prompt.predict();
        String times = opened + ", " + embedded + ", " + watch.lap("prompt");
        report(scores(best) + ", engine " + model.engine() + ", " + times);
        write("", best);
        if (request.readings()) {
          writeReadings(prompt);
        }
        return region.paste(best.mask(), image.width(), image.height());
      }
    }
  }

  private void writeReadings(PromptRequest prompt) {
    int number = 0;
    for (Segmentation reading : prompt.predictReadings()) {
      number++;
      report("reading " + number + ": " + scores(reading));
      write("reading-" + number + "-", reading);
    }
  }

  private List<Prompt> prompts() {
    List<Prompt> all = new ArrayList<>();
    request.box().map(region::shift).ifPresent(all::add);
    request.points().stream().map(region::shift).forEach(all::add);
    request.mask().map(this::mask).map(region::cut).map(MaskPrompt::new).ifPresent(all::add);
    request.text().ifPresent(all::add);
    return all;
  }

  private Mask mask(Path file) {
    Image picture = ImageFile.read(file).toGray();
    if (picture.width() != image.width() || picture.height() != image.height()) {
      throw new InvalidInputException(
          "mask picture",
          image.width() + "x" + image.height() + ", the image's size",
          picture.width() + "x" + picture.height(),
          "give a mask of the whole image");
    }
    float[] values = picture.plane(0);
    byte[] inside = new byte[values.length];
    for (int i = 0; i < inside.length; i++) {
      inside[i] = (byte) (values[i] > 0 ? 1 : 0);
    }
    return Mask.of(image.width(), image.height(), inside);
  }

  private PromptRequest prompt(MedSam2 model, ImageEmbedding embedding) {
    PromptRequest prompt = model.prompt(embedding);
    for (Prompt next : prompts) {
      prompt = prompt.and(next);
    }
    return prompt;
  }

  private void write(String prefix, Segmentation segmentation) {
    Mask mask = segmentation.mask();
    Path folder = OutputFolder.create(request.out());
    Path maskFile = folder.resolve(prefix + "mask.png");
    Path overlayFile = folder.resolve(prefix + "overlay.png");
    ImageFile.writePng(maskFile, region.paste(mask, image.width(), image.height()));
    Image grey = request.options().intensity().toUint8(part);
    ImageFile.writePng(overlayFile, Overlay.of(grey, mask, prompts));
    report("wrote " + maskFile + " and " + overlayFile);
  }

  private static String scores(Segmentation s) {
    return String.format(
        Locale.ROOT,
        "predicted IoU %.3f, object score %.2f (%s), area %d pixels",
        s.iou(),
        s.objectScore(),
        s.isObjectPresent() ? "present" : "absent",
        s.mask().area());
  }

  private void report(String line) {
    out.println(line);
  }
}
