// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

/** Who does the same work in turn with others. */
interface Contender extends AutoCloseable {

  /** How it is called in tables. */
  String name();

  /** Does a piece of work once. */
  Turn once(Work work);

  @Override
  void close();

  /** The pieces of work. */
  enum Work {
    /** An image of 512 pixels is embedded. */
    ENCODE,
    /** A frame is followed with a full bank: its embedding, 7 maps, 16 pointers, its memory. */
    TRACK;

    /** Its word. */
    String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * What it took, in milliseconds.
   *
   * @param wall as a clock shows it
   * @param processor of all threads of the process
   */
  record Turn(double wall, double processor) {}
}
