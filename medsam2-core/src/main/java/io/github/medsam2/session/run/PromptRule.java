// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.session.run;

import io.github.medsam2.prompt.Prompts;

/** Refuses, with an exception, prompts that the model cannot take. */
@FunctionalInterface
public interface PromptRule {

  /**
   * Looks at prompts before they are answered.
   *
   * @param added those that are new
   * @param all those on the frame, the new ones among them
   * @param first whether nothing is known of the object on the frame, so that they must say which
   *     object is meant
   */
  void check(Prompts added, Prompts all, boolean first);
}
