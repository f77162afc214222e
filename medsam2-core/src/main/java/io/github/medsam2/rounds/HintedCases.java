// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.Prompts;
import java.util.Optional;
import java.util.function.IntFunction;

/** Cases of which something more is known. */
record HintedCases(CaseSource cases, IntFunction<Optional<Prompts>> hints) implements CaseSource {
  @Override
  public int size() {
    return cases.size();
  }

  @Override
  public String id(int index) {
    return cases.id(index);
  }

  @Override
  public String imageId(int index) {
    return cases.imageId(index);
  }

  @Override
  public String group(int index) {
    return cases.group(index);
  }

  @Override
  public String stratum(int index) {
    return cases.stratum(index);
  }

  @Override
  public Image image(int index) {
    return cases.image(index);
  }

  @Override
  public Optional<Prompts> hint(int index) {
    return hints.apply(index);
  }

  @Override
  public Optional<Mask> truth(int index) {
    return cases.truth(index);
  }
}
