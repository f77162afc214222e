// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.samples.djl;

import ai.djl.modality.cv.output.Point;
import ai.djl.modality.cv.output.Rectangle;
import ai.djl.modality.cv.translator.Sam2Translator.Sam2Input;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** The prompts in an input of DJL's. */
final class Sam2Prompts {

  private Sam2Prompts() {}

  static Prompts of(Sam2Input input) {
    List<Prompt> all = new ArrayList<>();
    for (Rectangle box : input.getBoxes()) {
      double x = box.getX();
      double y = box.getY();
      all.add(new BoxPrompt(x, y, x + box.getWidth(), y + box.getHeight()));
    }
    List<Point> points = input.getPoints();
    List<Integer> labels = pointLabels(input);
    for (int i = 0; i < points.size(); i++) {
      all.add(new PointPrompt(points.get(i).getX(), points.get(i).getY(), labels.get(i) == 1));
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException("expected a point or a box in the Sam2Input");
    }
    return Prompts.of(all.get(0), all.subList(1, all.size()).toArray(Prompt[]::new));
  }

  /** DJL does not tell which points are on the object: its labels are read from within. */
  private static List<Integer> pointLabels(Sam2Input input) {
    try {
      Field field = Sam2Input.class.getDeclaredField("labels");
      field.setAccessible(true);
      List<Integer> of = new ArrayList<>();
      for (int label : (int[]) field.get(input)) {
        if (label < 2) {
          of.add(label);
        }
      }
      return of;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this release of DJL keeps its labels elsewhere", e);
    }
  }
}
