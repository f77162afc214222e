// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.rounds;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.json.JsonFields;
import java.nio.charset.StandardCharsets;

/** A mask as bytes to keep: {@code {"size":[rows,columns],"counts":".."}}, as COCO has it. */
final class MaskObject {

  private MaskObject() {}

  static byte[] of(Mask mask) {
    JsonObject o = new JsonObject();
    JsonArray size = new JsonArray();
    size.add(mask.height());
    size.add(mask.width());
    o.add("size", size);
    o.addProperty("counts", CocoRle.of(mask).compressed());
    return (o + "\n").getBytes(StandardCharsets.UTF_8);
  }

  static Mask mask(byte[] bytes) {
    try {
      String text = new String(bytes, StandardCharsets.UTF_8);
      JsonFields f = JsonFields.of("mask", JsonParser.parseString(text));
      int[] size = f.wholes("size", 2);
      return CocoRle.ofCompressed(size[1], size[0], f.text("counts")).toMask();
    } catch (JsonParseException | MedSam2Exception e) {
      throw new FormatException(
          "mask of a project", "run lengths with their size", "others", "take a whole copy", e);
    }
  }
}
