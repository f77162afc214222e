// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

/**
 * The program that follows one object through a DICOM cine; without arguments it demonstrates
 * itself.
 *
 * <p>Exit codes: 0 for done, 1 for an input that cannot be segmented, 2 for a wrong command line.
 */
public final class Cine {

  private Cine() {}

  /** Runs the program; {@code --help} lists the options. */
  public static void main(String[] args) {
    int code = new CineCommand(System.out, System.err).run(args);
    if (code != 0) {
      System.exit(code);
    }
  }
}
