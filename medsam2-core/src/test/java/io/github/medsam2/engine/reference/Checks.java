// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.reference;

import io.github.medsam2.engine.EngineException;

/** The demands an operation makes on its arguments. */
final class Checks {

  private Checks() {}

  static void require(boolean holds, String where, String expected, Object... found) {
    if (!holds) {
      throw failed(where, expected, shapes(found));
    }
  }

  static EngineException failed(String where, String expected, String found) {
    return new EngineException(where, expected, found, "correct the program that calls it");
  }

  static void rank(String where, Nd x, int rank) {
    require(x.rank() == rank, where, rank + " axes", x);
  }

  static void axis(String where, int axis, Nd x) {
    require(axis >= 0 && axis < x.rank(), where, "an axis of the value", axis, x);
  }

  private static String shapes(Object... found) {
    StringBuilder text = new StringBuilder();
    for (Object f : found) {
      text.append(text.length() == 0 ? "" : " and ").append(f instanceof Nd x ? x.shape() : f);
    }
    return text.toString();
  }
}
