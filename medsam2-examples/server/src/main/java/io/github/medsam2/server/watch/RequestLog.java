// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.watch;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The latest lines of a server, in memory and to the {@code System.Logger} of this class. A line
 * has the method, the pattern of the path, status, time and bytes: no id, no name, no value.
 * Thread-safe.
 */
public final class RequestLog {
  private static final System.Logger LOG = System.getLogger(RequestLog.class.getName());
  private static final int MOST = 1000;

  private final Deque<String> lines = new ArrayDeque<>();

  /** A request that was answered. */
  public void answered(String method, String route, int status, long millis, long bytes) {
    add(method + " " + route + " " + status + " " + millis + " ms " + bytes + " bytes");
  }

  /** A failure that is the server's own, with the id that the client was told. */
  public void failed(String id, Throwable failure) {
    LOG.log(System.Logger.Level.ERROR, "failure " + id, failure);
    remember("failure " + id + " " + failure.getClass().getSimpleName());
  }

  /** Any other line. */
  public void add(String line) {
    LOG.log(System.Logger.Level.DEBUG, line);
    remember(line);
  }

  private void remember(String line) {
    String timed = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS) + " " + line;
    synchronized (lines) {
      lines.addLast(timed);
      if (lines.size() > MOST) {
        lines.removeFirst();
      }
    }
  }

  /** The latest lines, at most so many, oldest first. */
  public List<String> latest(int most) {
    synchronized (lines) {
      return lines.stream().skip(Math.max(0, lines.size() - Math.max(0, most))).toList();
    }
  }
}
