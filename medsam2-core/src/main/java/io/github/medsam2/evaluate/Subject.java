// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is judged: an object of a sample.
 *
 * @param caseId of the sample
 * @param group of the sample, its patient
 * @param object index in the sample; {@link #ALL} for all of them together
 * @param area pixels of the truth, on the first frame on which it is seen
 * @param width mean width of the truth in pixels, 2 area / outline
 * @param strata by name what it belongs to, such as {@code width} to {@code thin}
 */
public record Subject(
    String caseId, String group, int object, int area, double width, Map<String, String> strata) {

  /** The number of all objects of a sample together. */
  public static final int ALL = -1;

  /** Copies the map. */
  public Subject {
    strata = Collections.unmodifiableMap(new TreeMap<>(strata));
  }

  /** Neither whose it is nor what it is called. */
  @Override
  public String toString() {
    return "Subject[object " + object + ", " + area + " pixels]";
  }
}
