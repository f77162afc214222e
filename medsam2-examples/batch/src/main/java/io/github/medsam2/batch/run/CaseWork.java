// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.run;

import io.github.medsam2.FrameResult;
import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.Segmentation;
import io.github.medsam2.VideoSession;
import io.github.medsam2.batch.input.Material;
import io.github.medsam2.batch.manifest.CaseRequest;
import io.github.medsam2.batch.output.FoundObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.FrameSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Finds the objects of one case.
 *
 * @param model that finds them
 * @param request what is asked for, with objects
 * @param material what is looked at
 * @param memory bytes that it may take
 */
record CaseWork(MedSam2 model, CaseRequest request, Material material, long memory) {
  private static final double GIGA = 1e9;

  List<FoundObject> find(List<ShownObjects.OnFrame> objects) {
    FrameSource frames = material.frames();
    return frames.count() == 1 ? onePicture(objects) : followed(objects);
  }

  private List<FoundObject> onePicture(List<ShownObjects.OnFrame> objects) {
    FrameSource frames = material.frames();
    try (ImageEmbedding embedding = model.embed(frames.frame(0))) {
      List<Segmentation> found =
          model.predict(embedding, objects.stream().map(ShownObjects.OnFrame::prompts).toList());
      List<FoundObject> all = new ArrayList<>();
      for (int i = 0; i < found.size(); i++) {
        all.add(present(objects.get(i), found.get(i)));
      }
      return all;
    }
  }

  private List<FoundObject> followed(List<ShownObjects.OnFrame> objects) {
    try (VideoSession session = model.session(material.frames())) {
      requireRoom(session.readiness(objects.size()).totalBytes());
      List<FoundObject> all = new ArrayList<>();
      for (ShownObjects.OnFrame o : objects) {
        Segmentation shown = session.object(o.request().name()).on(o.frame()).prompt(o.prompts());
        all.add(present(o, shown));
      }
      for (FrameResult result : session.propagate(request.direction())) {
        all.forEach(object -> object.add(result));
      }
      return all;
    }
  }

  private FoundObject present(ShownObjects.OnFrame o, Segmentation shown) {
    if (!shown.isObjectPresent() || shown.mask().isEmpty()) {
      throw new AbsentObjectException(
          "the object on frame " + (o.frame() + 1),
          String.format(Locale.ROOT, "a score of %.2f, below 0, or no pixel", shown.objectScore()));
    }
    return FoundObject.begin(o.request(), o.frame(), shown, material.frames());
  }

  private void requireRoom(long features) {
    FrameSource f = material.frames();
    long masks = (long) f.count() * f.width() * f.height() / Byte.SIZE * request.objects().size();
    long needed = features + masks;
    if (needed > memory) {
      throw new InvalidInputException(
          "size of the case",
          String.format(Locale.ROOT, "at most %.1f GB of memory", memory / GIGA),
          String.format(Locale.ROOT, "%.1f GB", needed / GIGA),
          "allow more memory for a case");
    }
  }
}
