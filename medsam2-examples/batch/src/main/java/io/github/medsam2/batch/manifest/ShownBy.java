// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.manifest;

import com.google.gson.JsonObject;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.prompt.RecistLine;
import io.github.medsam2.session.json.PromptJson;

/** What shows an object. */
public sealed interface ShownBy {

  /** For hashing. */
  JsonObject json();

  /**
   * Prompts as a user gives them.
   *
   * @param prompts box, points, mask, words
   */
  record Given(Prompts prompts) implements ShownBy {
    @Override
    public JsonObject json() {
      JsonObject o = new JsonObject();
      o.add("prompts", PromptJson.of(prompts));
      return o;
    }
  }

  /**
   * A longest diameter, around which a box is drawn.
   *
   * @param line in pixels
   */
  record Recist(RecistLine line) implements ShownBy {
    @Override
    public JsonObject json() {
      JsonObject o = new JsonObject();
      o.addProperty("recist", line.toString());
      return o;
    }
  }

  /**
   * A mask of somebody else: the frame where it is largest, or the one that is named.
   *
   * @param input where a DICOM segmentation lies
   * @param segment its number
   */
  record Segmentation(String input, int segment) implements ShownBy {
    @Override
    public JsonObject json() {
      JsonObject o = new JsonObject();
      o.addProperty("seg", input);
      o.addProperty("segment", segment);
      return o;
    }
  }
}
