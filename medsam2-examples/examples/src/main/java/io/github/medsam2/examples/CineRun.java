// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.MedSam2;
import io.github.medsam2.TrackedObject;
import io.github.medsam2.VideoSession;
import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.xa.CineClip;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import io.github.medsam2.image.Mask;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** One request carried out: opens the cine, follows the object, writes the results. */
final class CineRun {
  private static final String OBJECT = "object";

  private final CineRequest request;
  private final PrintStream out;

  CineRun(CineRequest request, PrintStream out) {
    this.request = request;
    this.out = out;
  }

  /** Carries it out, and gives the mask of every frame. */
  List<Mask> run() {
    try (DicomFile file = DicomFile.open(request.cine())) {
      CineClip clip = file.cine();
      FrameSource frames = clip.frames();
      int prompted = prompted(frames.count());
      CineDescription description = new CineDescription(file, clip);
      description.lines(prompted).forEach(out::println);
      Mask[] masks = follow(description, frames, prompted);
      new CineResults(request, out).write(file, clip, masks, prompted);
      return List.of(masks);
    }
  }

  private int prompted(int count) {
    int frame = request.frame().orElse(count / 2 + 1);
    if (frame < 1 || frame > count) {
      throw new InvalidInputException(
          "frame", "1 to " + count, Integer.toString(frame), "choose a frame of the cine");
    }
    return frame - 1;
  }

  private Mask[] follow(CineDescription description, FrameSource frames, int prompted) {
    Stopwatch watch = new Stopwatch();
    Mask[] masks = new Mask[frames.count()];
    try (MedSam2 model = Given.model(request.checkpoint(), request.options());
        VideoSession session = model.session(frames)) {
      String opened = watch.lap("open");
      prompt(session.object(OBJECT).on(prompted));
      String promptTime = watch.lap("prompt");
      for (FrameResult result : session.propagate(Direction.BOTH)) {
        if (masks[result.index()] == null) {
          out.println(line(description, result));
        }
        masks[result.index()] = result.mask(OBJECT);
      }
      out.println(
          "engine "
              + model.engine()
              + ", "
              + opened
              + ", "
              + promptTime
              + ", "
              + watch.lap("track"));
    }
    return masks;
  }

  private void prompt(TrackedObject.OnFrame frame) {
    request.box().ifPresent(b -> frame.box(b.x0(), b.y0(), b.x1(), b.y1()));
    request
        .points()
        .forEach(
            p -> {
              if (p.positive()) {
                frame.point(p.x(), p.y());
              } else {
                frame.notPoint(p.x(), p.y());
              }
            });
  }

  private static String line(CineDescription description, FrameResult r) {
    return String.format(
        Locale.ROOT,
        "frame %d: area %d pixels%s, predicted IoU %.3f, object score %.2f",
        r.index() + 1,
        r.mask(OBJECT).area(),
        description.area(r.mask(OBJECT).area()),
        r.iou(OBJECT),
        r.objectScore(OBJECT));
  }
}
