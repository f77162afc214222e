// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.prompt.Prompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.server.image.Picture;
import java.nio.ByteBuffer;

/**
 * What made an answer, as JSON: which model, which image as the network saw it, what was asked, and
 * the mask's hash. The same question to the same model on the same image has the same mask.
 */
public final class AnswerReceipt {
  private static final int FORMAT = 1;

  private AnswerReceipt() {}

  /** The receipt of an answer. */
  public static JsonObject of(Picture picture, Asked asked, Found found) {
    JsonObject receipt = new JsonObject();
    receipt.addProperty("format", FORMAT);
    receipt.add("model", JsonParser.parseString(found.model().toJson()));
    receipt.addProperty("engine", found.engine());
    receipt.addProperty("image", picture.sha256());
    receipt.add("question", question(asked));
    receipt.addProperty("mask", Sha256.begin().and(ByteBuffer.wrap(found.voxels())).hex());
    return receipt;
  }

  private static JsonObject question(Asked asked) {
    JsonObject question = new JsonObject();
    question.addProperty("axis", asked.axis());
    question.addProperty("first", asked.first());
    question.addProperty("last", asked.last());
    JsonArray slices = new JsonArray();
    asked.slices().forEach((slice, prompts) -> slices.add(slice(slice, prompts)));
    question.add("slices", slices);
    return question;
  }

  private static JsonObject slice(int slice, Prompts prompts) {
    JsonObject object = new JsonObject();
    object.addProperty("slice", slice);
    JsonArray all = new JsonArray();
    prompts.all().forEach(prompt -> all.add(prompt(prompt)));
    object.add("prompts", all);
    return object;
  }

  private static JsonObject prompt(Prompt prompt) {
    JsonObject object = new JsonObject();
    if (prompt instanceof BoxPrompt b) {
      object.add("box", numbers(b.x0(), b.y0(), b.x1(), b.y1()));
    } else if (prompt instanceof PointPrompt p) {
      object.add("point", numbers(p.x(), p.y()));
      object.addProperty("positive", p.positive());
    } else if (prompt instanceof MaskPrompt m) {
      object.addProperty("mask", Sha256.begin().and(m.mask().pixels()).hex());
    }
    return object;
  }

  private static JsonArray numbers(double... values) {
    JsonArray array = new JsonArray();
    for (double value : values) {
      array.add(value);
    }
    return array;
  }
}
