// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Auroc;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.prompt.Prompts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the score of words alone says which segments an image shows: each image is asked for
 * every segment that any image has. Segments nobody outlined count as absent.
 *
 * @param auroc of the score of being there
 * @param asked how often
 * @param there how often the segment was there
 */
record WordScores(double auroc, int asked, int there) {

  static WordScores of(MedSam2 model, SampleSet samples) {
    Set<Description> names = new LinkedHashSet<>();
    for (int i = 0; i < samples.size(); i++) {
      names.addAll(names(samples.get(i)));
    }
    List<Description> all = List.copyOf(names);
    List<Prompts> words = all.stream().map(name -> Prompts.of(name)).toList();
    List<Double> scores = new ArrayList<>();
    List<Boolean> there = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      Set<Description> shown = names(samples.get(i));
      try (ImageEmbedding image = model.embed(samples.get(i).image())) {
        model.predict(image, words).forEach(found -> scores.add((double) found.objectScore()));
      }
      all.forEach(name -> there.add(shown.contains(name)));
    }
    int positive = (int) there.stream().filter(t -> t).count();
    return new WordScores(Auroc.of(scores, there), scores.size(), positive);
  }

  private static Set<Description> names(Sample sample) {
    Set<Description> names = new LinkedHashSet<>();
    sample.objects().stream()
        .map(SampleObject::description)
        .flatMap(Optional::stream)
        .forEach(names::add);
    return names;
  }
}
