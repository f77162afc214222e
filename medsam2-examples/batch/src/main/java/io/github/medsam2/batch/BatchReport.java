// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import io.github.medsam2.batch.store.Failure;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.batch.store.ResultStore;
import io.github.medsam2.batch.store.StoredFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What lies in a store, by its markers alone. Immutable and thread-safe.
 *
 * @param done results, by id
 * @param failed failures of cases that are not done otherwise, by id
 */
public record BatchReport(List<Marker> done, List<Failure> failed) {
  private static final double MEGA = 1e6;

  /** Copies the lists. */
  public BatchReport {
    done = List.copyOf(done);
    failed = List.copyOf(failed);
  }

  /** Reads the markers. */
  public static BatchReport of(ResultStore store) {
    List<Marker> done = new ArrayList<>();
    List<Failure> failed = new ArrayList<>();
    store.markers(done::add);
    store.failures(failed::add);
    Set<String> ids = new HashSet<>();
    done.forEach(m -> ids.add(m.id()));
    failed.removeIf(f -> ids.contains(f.id()));
    done.sort(Comparator.comparing(Marker::id));
    failed.sort(Comparator.comparing(Failure::id));
    return new BatchReport(done, failed);
  }

  /** How many failed, by kind. */
  public Map<String, Long> families() {
    Map<String, Long> count = new TreeMap<>();
    failed.forEach(f -> count.merge(f.family(), 1L, Long::sum));
    return count;
  }

  /** For people: counts, seconds, and each failure in a line. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    double seconds = done.stream().mapToDouble(Marker::seconds).sum();
    long bytes = done.stream().flatMap(m -> m.files().stream()).mapToLong(StoredFile::bytes).sum();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d cases done, %.1f s in all, %.2f s each, %.1f MB of results; %d failed",
            done.size(),
            seconds,
            seconds / Math.max(1, done.size()),
            bytes / MEGA,
            failed.size()));
    families().forEach((family, count) -> lines.add("  " + count + " " + family));
    failed.forEach(f -> lines.add(line(f)));
    return lines;
  }

  private static String line(Failure f) {
    return String.format(
        Locale.ROOT,
        "%s: %s (%d attempts%s)",
        f.id(),
        f.reason(),
        f.attempts(),
        f.quarantined() ? ", not tried again" : "");
  }
}
