// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.image.Mask;

/** What is asked of the arguments of a step. */
final class Checks {

  private Checks() {}

  static void reader(String by) {
    ProjectState.refuseUnless(
        by.matches("[A-Za-z0-9_.-]{1,32}"),
        "name of a reader",
        "1 to 32 letters, digits and _ . -",
        "another text",
        "use a short name");
  }

  static void share(double iou) {
    ProjectState.refuseUnless(
        iou >= 0 && iou <= 1, "predicted IoU", "0 to 1", iou + "", "correct the number");
  }

  static void sameSize(String id, Mask earlier, Mask mask) {
    ProjectState.refuseUnless(
        earlier.width() == mask.width() && earlier.height() == mask.height(),
        "mask of case " + id,
        "one of " + earlier.width() + "x" + earlier.height(),
        mask.width() + "x" + mask.height(),
        "give it on the image's grid");
  }

  static void notEmpty(String id, Mask mask) {
    ProjectState.refuseUnless(
        !mask.isEmpty(),
        "case " + id + ", to be accepted",
        "a mask with a pixel inside",
        "an empty one",
        "correct it, or reject the case as not visible");
  }
}
