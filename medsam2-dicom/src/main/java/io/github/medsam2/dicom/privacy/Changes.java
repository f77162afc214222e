// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.privacy;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what was done by tag. */
final class Changes {
  private record Key(int tag, Treatment treatment) {}

  private final Map<Key, Integer> counts = new LinkedHashMap<>();

  void add(int tag, Treatment treatment) {
    counts.merge(new Key(tag, treatment), 1, Integer::sum);
  }

  List<Redaction.Change> list() {
    return counts.entrySet().stream()
        .map(e -> new Redaction.Change(e.getKey().tag, e.getKey().treatment, e.getValue()))
        .sorted(
            Comparator.comparingLong((Redaction.Change c) -> c.tag() & 0xffff_ffffL)
                .thenComparing(Redaction.Change::treatment))
        .toList();
  }
}
