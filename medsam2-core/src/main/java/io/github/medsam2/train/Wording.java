// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.data.SampleObject;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.ExtensionCall;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.prompt.Description;
import io.github.medsam2.sampling.CounterRandom;
import io.github.medsam2.sampling.WordRecipe;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Draws what is said of a sample's objects: of all alike, since they are decoded together.
 *
 * @param extension understands the words
 * @param recipe how often
 */
record Wording(DecoderExtension extension, WordRecipe recipe) {

  /**
   * What is said.
   *
   * @param words one description for each object; or none
   * @param alone whether the objects are asked for by these alone
   * @param lasting what holds on all frames
   */
  record Said(List<Description> words, boolean alone, Optional<Description> lasting) {}

  /**
   * @param labelled all objects of the sample
   * @param asked those that are to be found
   */
  Said draw(List<SampleObject> labelled, List<SampleObject> asked, CounterRandom random) {
    double share = random.split("share").uniform(0);
    boolean alone = share < recipe.alone();
    List<Description> words = List.of();
    if (share < recipe.alone() + recipe.beside()) {
      List<List<Description>> ways = ways(labelled, asked, alone);
      words = ways.isEmpty() ? words : ways.get(random.split("way").below(ways.size(), 0));
    }
    boolean told = random.split("lasting").uniform(0) < recipe.lasting();
    Optional<Description> seen =
        told
            ? common(asked.stream().map(SampleObject::description).flatMap(Optional::stream))
            : common(words.stream());
    return new Said(words, alone && !words.isEmpty(), seen);
  }

  /** What lasts of all that is said, where it is one thing. */
  private static Optional<Description> common(Stream<Description> said) {
    List<Description> all =
        said.map(Description::lasting).flatMap(Optional::stream).distinct().toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** The ways of speaking in which something can be said of every object. */
  private List<List<Description>> ways(
      List<SampleObject> labelled, List<SampleObject> asked, boolean alone) {
    List<Map<ExtensionPart, Description>> all = asked.stream().map(this::parts).toList();
    List<List<Description>> ways = new ArrayList<>();
    for (ExtensionPart part : all.get(0).keySet()) {
      if (all.stream().allMatch(parts -> parts.containsKey(part))) {
        List<Description> way = all.stream().map(parts -> parts.get(part)).toList();
        if (!alone || way.stream().allMatch(d -> fitsOne(d, labelled))) {
          ways.add(way);
        }
      }
    }
    return ways;
  }

  private Map<ExtensionPart, Description> parts(SampleObject object) {
    Map<ExtensionPart, Description> parts = new LinkedHashMap<>();
    for (Description d : object.description().map(Description::parts).orElse(List.of())) {
      parts.putIfAbsent(call(d).part(), d);
    }
    return parts;
  }

  /** Whether a description names one labelled object and no other sounds like it. */
  private boolean fitsOne(Description words, List<SampleObject> labelled) {
    ExtensionCall said = call(words);
    long fitting =
        labelled.stream()
            .map(o -> parts(o).get(said.part()))
            .filter(d -> d != null && call(d).values().equals(said.values()))
            .count();
    return words.namesObject() && fitting == 1;
  }

  private ExtensionCall call(Description said) {
    extension.require("the network that is trained", said);
    return extension.call(List.of(said), null);
  }
}
