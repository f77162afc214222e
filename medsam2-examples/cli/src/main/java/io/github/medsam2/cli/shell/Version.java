// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** The version of this program. */
public final class Version implements IVersionProvider {

  /** The version, as the build wrote it. */
  public static String text() {
    try (InputStream in = Version.class.getResourceAsStream("/io/github/medsam2/cli/version.txt")) {
      return in == null
          ? "development"
          : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "medsam2 " + text() + ", Java " + Runtime.version(),
      "Research use only; not a medical device. Apache-2.0; weights have licences of their own."
    };
  }
}
