// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import java.util.ArrayList;
import java.util.List;

/** Collects findings, each once and at most a hundred; not thread-safe. */
public final class Findings {
  private static final int MAX = 100;
  private final List<Finding> list = new ArrayList<>();
  private int more;

  /** Adds a finding about no attribute in particular. */
  public void add(String what) {
    add(0, what);
  }

  /** Adds a finding about an attribute. */
  public void add(Tag tag, String what) {
    add(tag.number(), what);
  }

  /** Adds a finding about an attribute. */
  public void add(int tag, String what) {
    Finding finding = new Finding(tag, what);
    if (list.contains(finding)) {
      return;
    }
    if (list.size() < MAX) {
      list.add(finding);
    } else {
      more++;
    }
  }

  /** Adds all findings of a list. */
  public void addAll(List<Finding> findings) {
    findings.forEach(f -> add(f.tag(), f.what()));
  }

  /** A copy of what was found so far. */
  public List<Finding> list() {
    if (more == 0) {
      return List.copyOf(list);
    }
    List<Finding> out = new ArrayList<>(list);
    out.add(new Finding(0, "more than " + MAX + " findings; the others are not listed"));
    return List.copyOf(out);
  }
}
