// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.rounds.journal.ObjectStore;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Accepted cases as samples, those of one image together. An id tells images, objects and masks: a
 * training goes on only with the masks it began with.
 */
final class AcceptedSamples implements SampleSet {
  private final Project project;
  private final BoundCases cases;
  private final List<List<ProjectCase>> images;

  /**
   * @param accepted with a mask that a reader stands for
   */
  AcceptedSamples(Project project, BoundCases cases, List<ProjectCase> accepted) {
    this.project = project;
    this.cases = cases;
    Map<String, List<ProjectCase>> byImage = new LinkedHashMap<>();
    for (ProjectCase c : accepted) {
      byImage.computeIfAbsent(cases.imageId(c.id()), i -> new ArrayList<>()).add(c);
    }
    this.images = List.copyOf(byImage.values());
  }

  /** The cases of a sample, in the order of its objects. */
  List<ProjectCase> cases(int index) {
    return images.get(index);
  }

  private static String mask(ProjectCase c) {
    return c.state().acceptedMask().orElseThrow();
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public String id(int index) {
    StringBuilder text = new StringBuilder();
    images.get(index).forEach(c -> text.append(c.id()).append(' ').append(mask(c)).append('\n'));
    String masks = ObjectStore.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    return images.get(index).get(0).id() + "-" + masks.substring(0, 16);
  }

  @Override
  public String group(int index) {
    return images.get(index).get(0).group();
  }

  @Override
  public Sample get(int index) {
    List<ProjectCase> here = images.get(index);
    List<SampleObject> objects =
        here.stream().map(c -> SampleObject.of(project.mask(mask(c)))).toList();
    return Sample.of(id(index), group(index), cases.image(here.get(0).id()), objects);
  }
}
