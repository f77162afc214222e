// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import java.util.Optional;

/** Two sources as one. */
record JoinedCases(CaseSource first, CaseSource second) implements CaseSource {
  private CaseSource of(int index) {
    return index < first.size() ? first : second;
  }

  private int at(int index) {
    return index < first.size() ? index : index - first.size();
  }

  @Override
  public int size() {
    return first.size() + second.size();
  }

  @Override
  public String id(int index) {
    return of(index).id(at(index));
  }

  @Override
  public String imageId(int index) {
    return of(index).imageId(at(index));
  }

  @Override
  public String group(int index) {
    return of(index).group(at(index));
  }

  @Override
  public String stratum(int index) {
    return of(index).stratum(at(index));
  }

  @Override
  public Image image(int index) {
    return of(index).image(at(index));
  }

  @Override
  public Optional<Prompts> hint(int index) {
    return of(index).hint(at(index));
  }

  @Override
  public Optional<Mask> truth(int index) {
    return of(index).truth(at(index));
  }
}
