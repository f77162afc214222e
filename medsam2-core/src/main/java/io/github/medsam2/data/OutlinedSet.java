// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import java.util.List;

/** Outlined images, read when they are asked for. */
record OutlinedSet(List<Outlined> images, Labelling labelling) implements SampleSet {

  OutlinedSet {
    images = List.copyOf(images);
  }

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public String id(int index) {
    return images.get(index).id();
  }

  @Override
  public String group(int index) {
    return images.get(index).id();
  }

  @Override
  public Sample get(int index) {
    return images.get(index).read(labelling);
  }
}
