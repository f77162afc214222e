// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Tag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What became of the objects that were sent to an archive, one by one. Immutable and thread-safe.
 *
 * @param entries in the order in which they were sent
 */
public record StoreReport(List<Entry> entries) {
  private static final Map<Integer, String> REASONS =
      Map.of(
          0x0110, "processing failure",
          0x0122, "SOP class not supported",
          0x0124, "not authorised",
          0x0272, "transfer syntax not supported",
          0xA700, "out of resources",
          0xA900, "data set does not match its SOP class",
          0xC000, "cannot be understood",
          0xC122, "transfer syntax not supported");

  /** Copies the list. */
  public StoreReport {
    entries = List.copyOf(entries);
  }

  /** What became of an object. */
  public enum State {
    STORED,
    REFUSED,
    /** The archive did not say. */
    UNKNOWN
  }

  /**
   * An object.
   *
   * @param sopInstance its SOP Instance UID
   * @param state what became of it
   * @param reason (0008,1197) where it was refused; 0 where none was told
   */
  public record Entry(String sopInstance, State state, int reason) {

    /** The reason for people; empty where there is none. */
    public String reasonText() {
      String code = String.format(Locale.ROOT, "%04X", reason);
      return reason == 0 ? "" : code + " " + REASONS.getOrDefault(reason, "of the archive's own");
    }
  }

  static StoreReport of(List<String> sent, Optional<DataSet> answer) {
    Set<String> stored = new HashSet<>();
    Map<String, Integer> refused = new HashMap<>();
    answer.ifPresent(
        a -> {
          a.items(Tag.REFERENCED_SOP_SEQUENCE).forEach(i -> instance(i).ifPresent(stored::add));
          a.items(Tag.FAILED_SOP_SEQUENCE)
              .forEach(i -> instance(i).ifPresent(uid -> refused.put(uid, reason(i))));
        });
    List<Entry> entries = new ArrayList<>();
    for (String uid : sent) {
      boolean not = refused.containsKey(uid);
      State state = not ? State.REFUSED : stored.contains(uid) ? State.STORED : State.UNKNOWN;
      entries.add(new Entry(uid, state, refused.getOrDefault(uid, 0)));
    }
    return new StoreReport(entries);
  }

  private static Optional<String> instance(DataSet item) {
    return item.text(Tag.REFERENCED_SOP_INSTANCE_UID);
  }

  private static int reason(DataSet item) {
    return item.integer(Tag.FAILURE_REASON).orElse(0);
  }

  /** Whether the archive said of every object that it has it. */
  public boolean allStored() {
    return entries.stream().allMatch(e -> e.state() == State.STORED);
  }

  /**
   * Goes on only with all of them.
   *
   * @throws DicomWebException where one was refused, or the archive did not say
   */
  public StoreReport requireAllStored() {
    if (!allStored()) {
      long missing = entries.stream().filter(e -> e.state() != State.STORED).count();
      String why =
          entries.stream()
              .filter(e -> e.reason() != 0)
              .map(e -> ", " + e.reasonText())
              .findFirst()
              .orElse("");
      throw new DicomWebException(
          "DICOMweb, store",
          entries.size() + " objects stored",
          missing + " refused or not told of" + why,
          "see the entries of the report, and the archive's log");
    }
    return this;
  }
}
