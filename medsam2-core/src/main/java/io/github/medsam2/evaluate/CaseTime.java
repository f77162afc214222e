// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

/**
 * How long a case took.
 *
 * @param candidate its name
 * @param caseId of the sample
 * @param prepare seconds of the look at the image
 * @param answers seconds of all its answers by all protocols, scores included
 */
public record CaseTime(String candidate, String caseId, double prepare, double answers) {

  /** Not whose it is. */
  @Override
  public String toString() {
    return "CaseTime[" + prepare + " s, " + answers + " s]";
  }
}
