// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.receipt;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Mask;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.session.json.Budget;
import io.github.medsam2.session.json.PromptJson;
import java.util.ArrayList;
import java.util.List;

/** Receipts as JSON objects. */
final class ReceiptJson {
  static final String WHAT = "receipt";
  static final int LONGEST = 64 << 20;
  private static final String FORMAT = "medsam2-receipt";
  private static final int VERSION = 1;
  private static final int MOST_STEPS = 1000;

  private ReceiptJson() {}

  static JsonObject of(Receipt receipt) {
    JsonObject o = new JsonObject();
    o.addProperty("format", FORMAT);
    o.addProperty("version", VERSION);
    o.add("model", receipt.model().json());
    o.add("environment", receipt.environment().json());
    o.add("input", receipt.input().json());
    JsonArray steps = new JsonArray();
    receipt.steps().forEach(s -> steps.add(s.json()));
    o.add("steps", steps);
    o.add("mask", PromptJson.of(receipt.mask()));
    o.addProperty("iou", receipt.iou());
    o.addProperty("objectScore", receipt.objectScore());
    return o;
  }

  static Receipt read(JsonFields o) {
    if (!o.text("format").equals(FORMAT) || o.whole("version") != VERSION) {
      throw new InvalidInputException(
          "format and version",
          FORMAT + " " + VERSION,
          "others",
          "read it with the release of this library that wrote it, or a newer one");
    }
    Budget budget = new Budget(ReadLimits.defaults().maxBytes());
    ModelIdentity model = ModelIdentity.read(o.fields("model"));
    Environment environment = Environment.read(o.fields("environment"));
    InputIdentity input = InputIdentity.read(o.fields("input"));
    List<ReceiptStep> steps = new ArrayList<>();
    for (JsonElement e : o.array("steps", 1, MOST_STEPS)) {
      steps.add(ReceiptStep.read(JsonFields.of("step", e), budget));
    }
    Mask mask = PromptJson.mask(o.fields("mask"), budget);
    Receipt read =
        new Receipt(
            model,
            environment,
            input,
            steps,
            mask,
            (float) o.number("iou"),
            (float) o.number("objectScore"));
    o.end();
    return read;
  }

  static void requireSteps(int count) {
    if (count < 1 || count > MOST_STEPS) {
      throw new InvalidInputException(
          "steps of a receipt",
          "1 to " + MOST_STEPS,
          count + "",
          "prompt anew instead of refining so often");
    }
  }

  static void requireGrid(Mask mask, InputIdentity input) {
    if (mask.width() != input.width() || mask.height() != input.height()) {
      throw new InvalidInputException(
          "mask of a receipt",
          "the image's " + input.width() + "x" + input.height(),
          mask.width() + "x" + mask.height(),
          "take a whole copy");
    }
  }
}
