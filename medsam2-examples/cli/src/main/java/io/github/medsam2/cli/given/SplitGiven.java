// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.data.Split;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which cases teach and which judge. */
public final class SplitGiven {

  @Mixin private CasesGiven cases = new CasesGiven();

  @Option(
      names = "--validation",
      paramLabel = "SHARE",
      order = 17,
      defaultValue = "0.2",
      description = "share of the patients that judge and do not teach; otherwise 0.2")
  private double validation = 0.2;

  /** Reads the cases and divides their patients. */
  public Split read(long seed, Console console) {
    return Split.byGroup(cases.read(console), validation, seed);
  }
}
