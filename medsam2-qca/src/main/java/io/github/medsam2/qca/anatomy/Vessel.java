// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.anatomy;

/** A coronary artery, with its SNOMED CT code of DICOM CID 3016. */
public enum Vessel {
  RCA("right coronary artery", TreeSide.RIGHT, "13647002"),
  LM("left main stem", TreeSide.LEFT, "3227004"),
  LAD("left anterior descending artery", TreeSide.LEFT, "59438005"),
  LCX("left circumflex artery", TreeSide.LEFT, "57396003");

  private final String label;
  private final TreeSide tree;
  private final String snomed;

  Vessel(String label, TreeSide tree, String snomed) {
    this.label = label;
    this.tree = tree;
    this.snomed = snomed;
  }

  /** The name in words. */
  public String label() {
    return label;
  }

  /** The tree the artery belongs to. */
  public TreeSide tree() {
    return tree;
  }

  /** The SNOMED CT concept. */
  public String snomed() {
    return snomed;
  }
}
