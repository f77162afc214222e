// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli;

import io.github.medsam2.cli.command.Root;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The program {@code medsam2}.
 *
 * <p>Exit codes: 0 for done, 1 for what could not be done, 2 for a wrong command line.
 */
public final class Medsam2 {

  /**
   * Which engine is used is told by the commands; warnings stay. Kept, or it would be forgotten.
   */
  private static final Logger LOG = Logger.getLogger("io.github.medsam2");

  private Medsam2() {}

  /** Runs a command; {@code --help} lists them. */
  public static void main(String... arguments) {
    LOG.setLevel(Level.WARNING);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = Root.run(out, err, arguments);
    if (code != 0) {
      System.exit(code);
    }
  }
}
