// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.guest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a program asked of the system, as strace saw it: connections, and files made.
 *
 * @param lines of its log
 */
record Trace(List<String> lines) {
  private static final String CALLS =
      "trace=network,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,link,linkat,symlink";

  private static final Pattern PATH = Pattern.compile("\"(/[^\"]*)\"");

  /** Whether the system lets a program be traced. */
  static boolean isPossible() {
    try {
      Process probe =
          new ProcessBuilder("strace", "-qq", "-e", CALLS, "-o", "/dev/null", "true").start();
      return probe.waitFor(10, TimeUnit.SECONDS) && probe.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The command that runs another and writes its trace. */
  static String[] command(Path log) {
    return new String[] {"strace", "-f", "-qq", "-s", "300", "-e", CALLS, "-o", log.toString()};
  }

  static Trace read(Path log) throws IOException {
    return new Trace(Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1));
  }

  /** Attempts to reach another machine, name servers included. */
  List<String> connections() {
    return lines.stream()
        .filter(line -> line.contains("sa_family=AF_INET"))
        .filter(line -> line.contains("connect(") || line.contains("send"))
        .toList();
  }

  /** The absolute paths of files and folders that were made or opened for writing. */
  List<String> written() {
    return lines.stream()
        .filter(line -> !line.contains(" = -1 "))
        .filter(
            line ->
                !line.contains("open")
                    || line.contains("O_CREAT")
                    || line.contains("O_WRONLY")
                    || line.contains("O_RDWR"))
        .map(PATH::matcher)
        .filter(Matcher::find)
        .map(path -> path.group(1))
        .filter(path -> !path.startsWith("/dev/") && !path.startsWith("/proc/"))
        .toList();
  }
}
