// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.config;

/** What weights can be asked for. Published ones of SAM 2 can the first two. */
public enum Task {
  /** A box, points or a mask to one mask. */
  CLICKS("boxes, clicks and masks"),
  /** An object followed through frames. */
  TRACKING("objects through frames"),
  /** Words and example boxes to all instances of what they mean. */
  CONCEPTS("words and example boxes");

  private final String what;

  Task(String what) {
    this.what = what;
  }

  /** What is understood, for people. */
  public String what() {
    return what;
  }
}
