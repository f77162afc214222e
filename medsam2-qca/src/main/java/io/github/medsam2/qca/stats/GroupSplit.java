// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.stats;

import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A division of a data set in which no patient stands on two sides. Immutable; making one that
 * overlaps is refused, there is no fall-back to a split by image.
 *
 * @param folds the items of each fold
 */
public record GroupSplit(List<List<Item>> folds) {

  /**
   * One image, cine or lesion.
   *
   * @param id unique name
   * @param patient pseudonym of the patient; all views, phases and injections share it
   * @param site pseudonym of the hospital
   */
  public record Item(String id, String patient, String site) {

    /** Checks that the patient is known and is not just the site. */
    public Item {
      if (id.isBlank() || patient.isBlank()) {
        throw new InvalidInputException(
            "split item", "an id and a patient", "a blank", "name both, or leave the item out");
      }
    }
  }

  /** Sizes of a fold. */
  public record FoldSize(int patients, int sites, int items) {}

  /** Checks that folds hold something and share neither patients nor items. */
  public GroupSplit {
    folds = folds.stream().map(List::copyOf).toList();
    Map<String, Integer> foldOfPatient = new HashMap<>();
    Set<String> ids = new HashSet<>();
    for (int f = 0; f < folds.size(); f++) {
      for (Item item : folds.get(f)) {
        Integer other = foldOfPatient.putIfAbsent(item.patient(), f);
        if (other != null && other != f) {
          throw overlap("a patient in folds " + other + " and " + f);
        }
        if (!ids.add(item.id())) {
          throw overlap("an item twice, again in fold " + f);
        }
      }
    }
    if (folds.size() < 2 || folds.stream().anyMatch(List::isEmpty)) {
      throw overlap(folds.size() + " folds, or an empty one");
    }
  }

  private static InvalidInputException overlap(String found) {
    return new InvalidInputException(
        "data split",
        "two or more folds with items, each patient and item in one of them",
        found,
        "split by patient");
  }

  /**
   * Splits by patient at random.
   *
   * @param shares wanted share of the items in each fold; they add up to 1
   */
  public static GroupSplit byPatient(List<Item> items, double[] shares, long seed) {
    return by(items, shares, seed, false);
  }

  /** Splits by site, so that a fold is tested on hospitals the others have not seen. */
  public static GroupSplit bySite(List<Item> items, double[] shares, long seed) {
    return by(items, shares, seed, true);
  }

  private static GroupSplit by(List<Item> items, double[] shares, long seed, boolean site) {
    Map<String, List<Item>> groups = new TreeMap<>();
    for (Item i : items) {
      groups.computeIfAbsent(site ? i.site() : i.patient(), k -> new ArrayList<>()).add(i);
    }
    if (groups.size() < shares.length) {
      throw new InvalidInputException(
          "data split",
          "at least as many " + (site ? "sites" : "patients") + " as folds",
          groups.size() + " for " + shares.length + " folds",
          "check that the patient is not read from the site, or use fewer folds");
    }
    double sum = Arrays.stream(shares).sum();
    if (shares.length < 2
        || Math.abs(sum - 1) > 1e-9
        || Arrays.stream(shares).anyMatch(s -> !(s > 0))) {
      throw new InvalidInputException(
          "data split",
          "two or more shares above 0 that add up to 1",
          "sum " + sum,
          "correct them");
    }
    List<List<Item>> order = new ArrayList<>(groups.values());
    shuffle(order, new SplittableRandom(seed));
    return new GroupSplit(fill(order, shares, items.size()));
  }

  private static void shuffle(List<List<Item>> order, SplittableRandom random) {
    for (int i = order.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      List<Item> swap = order.get(i);
      order.set(i, order.get(j));
      order.set(j, swap);
    }
  }

  /** Every group goes to the fold that lacks most; empty folds come first. */
  private static List<List<Item>> fill(List<List<Item>> order, double[] shares, int total) {
    List<List<Item>> folds = new ArrayList<>();
    for (int f = 0; f < shares.length; f++) {
      folds.add(new ArrayList<>());
    }
    int left = order.size();
    for (List<Item> group : order) {
      int empty = (int) folds.stream().filter(List::isEmpty).count();
      int best = 0;
      double most = Double.NEGATIVE_INFINITY;
      for (int f = 0; f < shares.length; f++) {
        boolean reserved = left <= empty && !folds.get(f).isEmpty();
        double lack = shares[f] * total - folds.get(f).size();
        if (!reserved && lack > most) {
          most = lack;
          best = f;
        }
      }
      folds.get(best).addAll(group);
      left--;
    }
    return folds;
  }

  /** Patients, sites and items of each fold, to be printed with every result. */
  public List<FoldSize> sizes() {
    return folds.stream()
        .map(
            f ->
                new FoldSize(
                    new TreeSet<>(f.stream().map(Item::patient).toList()).size(),
                    new TreeSet<>(f.stream().map(Item::site).toList()).size(),
                    f.size()))
        .toList();
  }
}
