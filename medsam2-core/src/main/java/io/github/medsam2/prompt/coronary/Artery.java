// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

/** A coronary artery or tree as a text prompt may name it beside, or instead of, a segment. */
public enum Artery {
  /** The whole left coronary tree. */
  LCA,
  /** The right coronary artery. */
  RCA,
  /** The left main stem. */
  LM,
  /** The left anterior descending artery. */
  LAD,
  /** The left circumflex artery. */
  LCX
}
