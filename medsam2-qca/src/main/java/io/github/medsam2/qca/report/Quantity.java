// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.report;

/** What QCA measures at a lesion, with the way it is obtained. */
public enum Quantity {
  MINIMAL_LUMEN_DIAMETER("minimal lumen diameter", "MLD", "distance of the edges"),
  REFERENCE_VESSEL_DIAMETER("reference vessel diameter", "RVD", "interpolated local reference"),
  DIAMETER_STENOSIS("diameter stenosis", "%DS", "from MLD and RVD"),
  AREA_STENOSIS("area stenosis", "%AS", "circular lumens of MLD and RVD"),
  LESION_LENGTH("lesion length", "length", "along the centre line, foreshortened"),
  SYMMETRY("symmetry of the plaque", "symmetry", "smaller over larger thickness");

  private final String label;
  private final String shortName;
  private final String method;

  Quantity(String label, String shortName, String method) {
    this.label = label;
    this.shortName = shortName;
    this.method = method;
  }

  /** The name in words. */
  public String label() {
    return label;
  }

  /** The usual abbreviation. */
  public String shortName() {
    return shortName;
  }

  /** How it is obtained. */
  public String method() {
    return method;
  }
}
