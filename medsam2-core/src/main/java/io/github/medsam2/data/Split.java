// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.sampling.CounterRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What is learnt from and what is judged by; no patient is on both sides.
 *
 * @param train at least one sample
 * @param validation may be empty: then nothing is judged
 */
public record Split(SampleSet train, SampleSet validation) {

  /** Refuses empty training sets, ids that occur twice, and groups on both sides. */
  public Split {
    if (train.size() == 0) {
      throw refused("at least one sample to train on", "none", "give more samples");
    }
    Set<String> ids = new HashSet<>();
    Set<String> trained = new HashSet<>();
    int twice = 0;
    int both = 0;
    for (int i = 0; i < train.size(); i++) {
      twice += ids.add(train.id(i)) ? 0 : 1;
      trained.add(train.group(i));
    }
    for (int i = 0; i < validation.size(); i++) {
      twice += ids.add(validation.id(i)) ? 0 : 1;
      both += trained.contains(validation.group(i)) ? 1 : 0;
    }
    if (twice > 0) {
      throw refused("ids that occur once", twice + " that occur again", "name samples apart");
    }
    if (both > 0) {
      throw refused(
          "no patient on both sides",
          both + " validation samples of patients trained on",
          "split by patient, as Split.byGroup does");
    }
  }

  private static InvalidInputException refused(String expected, String found, String fix) {
    return new InvalidInputException("split of samples", expected, found, fix);
  }

  /**
   * Splits a set by group. Which side a group falls on depends on its name and the seed, not on the
   * order of the samples.
   *
   * @param share of the samples to judge by, 0 to below 1; about, as groups stay together
   */
  public static Split byGroup(SampleSet all, double share, long seed) {
    if (!(share >= 0 && share < 1)) {
      throw refused("a share of 0 to below 1", share + "", "correct the number");
    }
    List<Integer> train = new ArrayList<>();
    List<Integer> validation = new ArrayList<>();
    Set<String> judged = judged(all, share, seed);
    for (int i = 0; i < all.size(); i++) {
      (judged.contains(all.group(i)) ? validation : train).add(i);
    }
    return new Split(new SamplePart(all, train), new SamplePart(all, validation));
  }

  private static Set<String> judged(SampleSet all, double share, long seed) {
    List<String> groups =
        IntStream.range(0, all.size()).mapToObj(all::group).distinct().sorted().toList();
    CounterRandom random = CounterRandom.of(seed).split("split");
    List<String> drawn =
        groups.stream()
            .sorted(Comparator.comparingDouble(g -> random.split(g).uniform(0)))
            .toList();
    Set<String> judged = new LinkedHashSet<>();
    long count = 0;
    for (String group : drawn) {
      long size = IntStream.range(0, all.size()).filter(i -> all.group(i).equals(group)).count();
      if (count + size / 2.0 <= share * all.size() && judged.size() < groups.size() - 1) {
        judged.add(group);
        count += size;
      }
    }
    return judged;
  }
}
