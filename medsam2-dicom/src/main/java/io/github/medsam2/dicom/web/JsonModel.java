// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Sequence;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Value;
import io.github.medsam2.dicom.data.Vr;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Data sets as DICOM's model in JSON tells them (PS3.18 annex F): an object by tag, {@code
 * {"00100020": {"vr": "LO", "Value": ["7"]}}}. References to bulk data are left out and never
 * followed; a value that does not fit its VR makes the element empty.
 */
final class JsonModel {
  private static final int DEPTH = 64;
  private static final int MOST_DIGITS = 40;

  private JsonModel() {}

  /** The data sets of an answer: a list of objects, or one object. */
  static List<DataSet> read(InputStream in, DicomWebLimits limits) {
    InputStream bounded = new BoundedStream(in, limits.textBytes(), JsonModel::tooLarge);
    JsonReader reader = new JsonReader(new InputStreamReader(bounded, StandardCharsets.UTF_8));
    reader.setNestingLimit(4 * DEPTH);
    reader.setStrictness(Strictness.STRICT);
    List<DataSet> all = new ArrayList<>();
    try {
      JsonToken first = reader.peek();
      if (first == JsonToken.BEGIN_ARRAY) {
        reader.beginArray();
        while (reader.hasNext()) {
          if (all.size() == Math.max(limits.parts(), limits.matches())) {
            throw tooMany(all.size());
          }
          all.add(dataSet(JsonParser.parseReader(reader), DEPTH));
        }
        reader.endArray();
      } else {
        all.add(dataSet(JsonParser.parseReader(reader), DEPTH));
      }
      return all;
    } catch (JsonParseException | IOException | IllegalStateException | StackOverflowError e) {
      // Said without the parser's message, which quotes the text.
      throw broken();
    }
  }

  private static DicomWebException tooLarge() {
    return new DicomWebException(
        "DICOMweb, answer in JSON",
        "a bounded size",
        "more",
        "search for less, or raise DicomWebLimits.withTextBytes");
  }

  private static DicomWebException tooMany(int most) {
    return new DicomWebException(
        "DICOMweb, answer in JSON",
        "at most " + most + " data sets",
        "more",
        "search for less, or raise DicomWebLimits.withParts");
  }

  private static DicomWebException broken() {
    return new DicomWebException(
        "DICOMweb, answer in JSON",
        "data sets in DICOM's model",
        "other text",
        "check the root's address, and that it answers application/dicom+json");
  }

  private static DataSet dataSet(JsonElement element, int depth) {
    if (!(element instanceof JsonObject object) || depth == 0) {
      throw broken();
    }
    DataSetBuilder builder = DataSet.builder().text(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192");
    for (Map.Entry<String, JsonElement> field : object.entrySet()) {
      if (field.getKey().matches("[0-9A-Fa-f]{8}") && field.getValue() instanceof JsonObject o) {
        int tag = Integer.parseUnsignedInt(field.getKey(), 16);
        if (tag != Tag.SPECIFIC_CHARACTER_SET.number()) {
          vr(o).ifPresent(vr -> add(builder, tag, vr, o, depth));
        }
      }
    }
    return builder.build();
  }

  private static Optional<Vr> vr(JsonObject element) {
    String name = element.get("vr") instanceof JsonPrimitive p ? p.getAsString() : "";
    for (Vr vr : Vr.values()) {
      if (vr.name().equals(name)) {
        return Optional.of(vr);
      }
    }
    return Optional.empty();
  }

  private static void add(DataSetBuilder to, int tag, Vr vr, JsonObject element, int depth) {
    List<JsonElement> values =
        element.get("Value") instanceof JsonArray array ? array.asList() : List.of();
    if (vr == Vr.SQ) {
      List<DataSet> items = new ArrayList<>();
      for (JsonElement value : values) {
        items.add(value.isJsonNull() ? DataSet.empty() : dataSet(value, depth - 1));
      }
      to.element(new Sequence(tag, items));
    } else if (vr.isText()) {
      List<String> texts = values.stream().map(value -> text(vr, value)).toList();
      byte[] bytes = String.join("\\", texts).getBytes(StandardCharsets.UTF_8);
      to.element(Value.of(tag, vr, bytes));
    } else if (element.get("InlineBinary") instanceof JsonPrimitive p && p.isString()) {
      to.element(Value.of(tag, vr, binary(p.getAsString())));
    } else if (!element.has("BulkDataURI")) {
      to.element(Value.of(tag, vr, numbers(vr, values)));
    }
  }

  private static byte[] binary(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static String text(Vr vr, JsonElement value) {
    if (vr == Vr.PN && value instanceof JsonObject name) {
      String all =
          part(name, "Alphabetic") + "=" + part(name, "Ideographic") + "=" + part(name, "Phonetic");
      return withoutTail(all);
    }
    if (!(value instanceof JsonPrimitive p)) {
      return "";
    }
    if (p.isNumber()) {
      String digits = p.getAsString();
      return digits.length() > MOST_DIGITS ? "" : digits.replaceAll("\\.0+$", "");
    }
    return p.getAsString();
  }

  /** Empty groups at the end; a pattern would take the square of a long name's length. */
  private static String withoutTail(String name) {
    int end = name.length();
    while (end > 0 && name.charAt(end - 1) == '=') {
      end--;
    }
    return name.substring(0, end);
  }

  private static String part(JsonObject name, String key) {
    return name.get(key) instanceof JsonPrimitive p ? p.getAsString() : "";
  }

  private static byte[] numbers(Vr vr, List<JsonElement> values) {
    int size = vr == Vr.AT ? 4 : vr.unit();
    ByteBuffer out = ByteBuffer.allocate(size * values.size()).order(ByteOrder.LITTLE_ENDIAN);
    try {
      values.forEach(value -> put(out, vr, value));
      return out.array();
    } catch (RuntimeException e) {
      return new byte[0]; // a text where a number should be, or one that is too large
    }
  }

  private static void put(ByteBuffer out, Vr vr, JsonElement value) {
    String text = value.getAsString();
    if (text.length() > MOST_DIGITS) {
      throw new NumberFormatException();
    }
    switch (vr) {
      case AT -> {
        int tag = Integer.parseUnsignedInt(text, 16);
        out.putShort((short) (tag >>> 16)).putShort((short) tag);
      }
      case FL, OF -> out.putFloat(Float.parseFloat(text));
      case FD, OD -> out.putDouble(Double.parseDouble(text));
      case SS, US, OW -> out.putShort((short) whole(text));
      case SL, UL, OL -> out.putInt((int) whole(text));
      case SV, OV -> out.putLong(whole(text));
      case UV -> out.putLong(Long.parseUnsignedLong(text));
      default -> out.put((byte) whole(text));
    }
  }

  private static long whole(String text) {
    return new BigDecimal(text).longValueExact();
  }
}
