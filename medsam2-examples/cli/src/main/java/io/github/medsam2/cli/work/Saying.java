// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.coronary.CoronaryPrompt;
import io.github.medsam2.prompt.coronary.ViewAngle;
import java.util.List;
import java.util.Optional;

/** Puts prompts together with the view that the file tells. */
public final class Saying {

  private Saying() {}

  /**
   * All prompts as one, at least one; the view is added for models that can use it, where nobody
   * has said another.
   */
  public static Prompts of(List<Prompt> given, Optional<ViewAngle> view, OpenModel model) {
    Prompts prompts =
        Prompts.of(given.get(0), given.subList(1, given.size()).toArray(Prompt[]::new));
    boolean useful = model.understandsWords() || model.reads();
    if (!useful || view.isEmpty()) {
      return prompts;
    }
    CoronaryPrompt seen = CoronaryPrompt.of(view.get());
    return prompts
        .description()
        .map(said -> prompts.saying(said.over(seen)))
        .orElseGet(() -> prompts.saying(seen));
  }
}
