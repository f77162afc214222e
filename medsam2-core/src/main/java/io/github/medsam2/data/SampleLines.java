// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import java.util.List;

/** Samples of a folder, read when they are asked for. */
record SampleLines(List<SampleLine> lines) implements SampleSet {

  SampleLines {
    lines = List.copyOf(lines);
  }

  @Override
  public int size() {
    return lines.size();
  }

  @Override
  public String id(int index) {
    return lines.get(index).id();
  }

  @Override
  public String group(int index) {
    return lines.get(index).group();
  }

  @Override
  public Sample get(int index) {
    return lines.get(index).read();
  }
}
