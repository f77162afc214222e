// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Description;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What there is to judge in a sample.
 *
 * @param sample shown
 * @param objects one by one
 * @param truths of each, on the frame on which it is first seen
 * @param first that frame
 */
record Subjects(Sample sample, List<Subject> objects, List<Mask> truths, List<Integer> first) {
  private static final double THIN = 4;
  private static final double WIDE = 10;

  static Subjects of(Sample sample, Map<String, Stratum> strata) {
    List<Subject> subjects = new ArrayList<>();
    List<Mask> truths = new ArrayList<>();
    List<Integer> first = new ArrayList<>();
    for (int i = 0; i < sample.objects().size(); i++) {
      SampleObject object = sample.objects().get(i);
      int frame = 0;
      while (object.masks().get(frame).isEmpty()) {
        frame++;
      }
      Mask truth = object.masks().get(frame);
      double width = MeanWidth.of(truth);
      Map<String, String> belongs = new LinkedHashMap<>();
      belongs.put("width", width < THIN ? "thin" : width < WIDE ? "medium" : "wide");
      object.description().ifPresent(d -> belongs.put("description", d.render()));
      for (Map.Entry<String, Stratum> s : strata.entrySet()) {
        belongs.put(s.getKey(), s.getValue().of(sample, i));
      }
      belongs.values().removeIf(String::isBlank);
      subjects.add(new Subject(sample.id(), sample.group(), i, truth.area(), width, belongs));
      truths.add(truth);
      first.add(frame);
    }
    return new Subjects(sample, subjects, truths, first);
  }

  /**
   * Whether words name an object of an image.
   *
   * @param alone whether they must name no other of it
   */
  boolean named(int object, boolean alone) {
    Optional<Description> said = sample.objects().get(object).description();
    return said.filter(Description::namesObject).isPresent()
        && !(alone
            && sample.objects().stream().filter(o -> o.description().equals(said)).count() > 1);
  }

  boolean isClip() {
    return sample.frames().size() > 1;
  }

  /** All truths of an image in one. */
  Mask union() {
    return truths.stream().reduce(Mask::union).orElseThrow();
  }

  /** All objects of an image as one. */
  Subject all() {
    Mask union = union();
    return new Subject(
        sample.id(), sample.group(), Subject.ALL, union.area(), MeanWidth.of(union), Map.of());
  }
}
