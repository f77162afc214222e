// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.hub;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The terms that published weights come with, in plain words. A help to find one's way, not legal
 * advice: what counts is the licence at the place where the file was got.
 */
public enum Terms {
  /** Meta's SAM 2.0 and 2.1. */
  SAM_2(
      "SAM 2 and 2.1 of Meta",
      "Apache-2.0",
      "any use, also commercial; keep the notices",
      List.of("sam2.0", "sam2.1")),
  /** MedSAM2. */
  MED_SAM_2(
      "MedSAM2 of the bowang-lab",
      "CC-BY-SA-4.0, for research",
      "research; name the authors, and give what you make of the weights under the same licence",
      List.of("sam2.1-tiny")),
  /** EfficientTAM. */
  EFFICIENT_TAM(
      "EfficientTAM",
      "Apache-2.0",
      "any use, also commercial; keep the notices",
      List.of("efficienttam", "vit")),
  /** EfficientMedSAM2. */
  EFFICIENT_MED_SAM_2(
      "EfficientMedSAM2 of the bowang-lab",
      "CC-BY-SA-4.0, for research",
      "research; name the authors, and give what you make of the weights under the same licence",
      List.of("efficienttam", "vit")),
  /** SAM 3. */
  SAM_3(
      "SAM 3 of Meta",
      "the SAM License",
      "after you asked Meta for access and accepted its terms, which name forbidden uses",
      List.of("sam3")),
  /** What this project trained itself. */
  OURS(
      "xca-nano of this project",
      "Apache-2.0",
      "research only: it is small and was judged on few images",
      List.of("sam2"));

  private final String weights;
  private final String licence;
  private final String use;
  private final List<String> networks;

  Terms(String weights, String licence, String use, List<String> networks) {
    this.weights = weights;
    this.licence = licence;
    this.use = use;
    this.networks = networks;
  }

  /** Whose weights. */
  public String weights() {
    return weights;
  }

  /** The licence by its name. */
  public String licence() {
    return licence;
  }

  /** What it allows and asks for, in a line. */
  public String use() {
    return use;
  }

  /** All terms that weights of a network may come with: its shape does not tell which. */
  static List<Terms> of(String network) {
    return Arrays.stream(values())
        .filter(t -> t.networks.stream().anyMatch(network.toLowerCase(Locale.ROOT)::startsWith))
        .toList();
  }

  /** {@code MedSAM2 of the bowang-lab: CC-BY-SA-4.0 ..; research, ..}. */
  @Override
  public String toString() {
    return weights + ": " + licence + "; " + use;
  }
}
