// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.model.xca.XcaNano;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** What a server shares with its viewers: a token, and what they must know of the model. */
public final class ServerSecrets {
  private static final int BYTES = 16;

  private ServerSecrets() {}

  /** The first line of a file; secrets of a command line are seen by everybody on a machine. */
  public static String firstLine(Path file) {
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      String line = reader.readLine();
      if (line != null && !line.isBlank()) {
        return line.strip();
      }
    } catch (IOException e) {
      // Said below, without the name.
    }
    throw new InvalidInputException(
        "file with a secret", "a text in its first line", "none", "write it there");
  }

  /** 128 bits that nobody can guess. */
  public static String newToken() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Whether only this machine reaches an address. */
  public static boolean isLoopback(String address) {
    try {
      return InetAddress.getByName(address).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** What a viewer shows of the model. */
  public static String licence(OpenModel model) {
    return model.name()
        + ": research use only, not a medical device. The licence of the weights is told where they"
        + " were got.";
  }

  /**
   * The card of the model that comes with this program; others have theirs where they come from.
   */
  public static String card(OpenModel model) {
    return model.name().equals(OpenModel.BUILT_IN) ? XcaNano.card() : "";
  }
}
