// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.error.InvalidInputException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Puts a data set together; a later value of a tag replaces the earlier one. Text is encoded as
 * Specific Character Set (0008,0005) says at the time it is added, so set that first. Not
 * thread-safe.
 */
public final class DataSetBuilder {
  private final TreeMap<Integer, Element> elements = new TreeMap<>(Integer::compareUnsigned);
  private SpecificCharacterSet characters;

  DataSetBuilder(SpecificCharacterSet characters) {
    this.characters = characters;
  }

  /** The repertoire in which text is encoded from here on. */
  public SpecificCharacterSet characters() {
    return characters;
  }

  /** Adds an element as it is. Its text must already be in this data set's character set. */
  public DataSetBuilder element(Element element) {
    elements.put(element.tag(), element);
    if (element.tag() == Tag.SPECIFIC_CHARACTER_SET.number() && element instanceof Value v) {
      characters = SpecificCharacterSet.of(v.texts(SpecificCharacterSet.ASCII));
    }
    return this;
  }

  /** Adds text values; none makes an empty element. */
  public DataSetBuilder text(Tag tag, String... values) {
    if (!tag.vr().isText()) {
      throw wrongKind(tag, "text");
    }
    boolean separator = !tag.vr().isSingleText();
    if (separator && Arrays.stream(values).anyMatch(v -> v.indexOf('\\') >= 0)) {
      throw new InvalidInputException(
          tag.toString(), "values without a backslash", "one with", "give them one by one");
    }
    SpecificCharacterSet set = tag.vr().isLocalText() ? characters : SpecificCharacterSet.ASCII;
    return element(
        new Value(tag.number(), tag.vr(), set.encode(tag.number(), String.join("\\", values))));
  }

  /** Adds whole numbers, as text where the VR is IS or DS. */
  public DataSetBuilder ints(Tag tag, int... values) {
    Vr vr = tag.vr();
    if (vr.isText()) {
      return text(tag, Arrays.stream(values).mapToObj(Integer::toString).toArray(String[]::new));
    }
    ByteBuffer b = buffer(tag, values.length);
    for (int v : values) {
      putWhole(tag, b, v);
    }
    return element(new Value(tag.number(), vr, b.array()));
  }

  private static void putWhole(Tag tag, ByteBuffer b, int value) {
    switch (tag.vr()) {
      case US, SS, OW ->
          b.putShort(
              (short)
                  range(
                      tag,
                      value,
                      tag.vr() == Vr.SS ? -32768 : 0,
                      tag.vr() == Vr.SS ? 32767 : 65535));
      case UL, SL, OL -> b.putInt(value);
      case AT -> b.putShort((short) (value >>> 16)).putShort((short) value);
      case FL, OF -> b.putFloat(value);
      case FD, OD -> b.putDouble(value);
      case SV, UV, OV -> b.putLong(value);
      default -> throw wrongKind(tag, "whole numbers");
    }
  }

  private static int range(Tag tag, int value, int low, int high) {
    if (value < low || value > high) {
      throw new InvalidInputException(
          tag.toString(), low + " to " + high, Integer.toString(value), "use another attribute");
    }
    return value;
  }

  /** Adds real numbers, as text of at most 16 characters where the VR is DS. */
  public DataSetBuilder doubles(Tag tag, double... values) {
    if (tag.vr() == Vr.DS) {
      return text(tag, Arrays.stream(values).mapToObj(DecimalText::of).toArray(String[]::new));
    }
    ByteBuffer b = buffer(tag, values.length);
    for (double v : values) {
      switch (tag.vr()) {
        case FL, OF -> b.putFloat((float) v);
        case FD, OD -> b.putDouble(v);
        default -> throw wrongKind(tag, "real numbers");
      }
    }
    return element(new Value(tag.number(), tag.vr(), b.array()));
  }

  private static ByteBuffer buffer(Tag tag, int values) {
    int size = tag.vr() == Vr.AT ? 4 : tag.vr().unit();
    return ByteBuffer.allocate(Math.multiplyExact(values, size)).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Adds a sequence. */
  public DataSetBuilder items(Tag tag, DataSet... items) {
    return items(tag, List.of(items));
  }

  /** Adds a sequence. */
  public DataSetBuilder items(Tag tag, List<DataSet> items) {
    if (tag.vr() != Vr.SQ) {
      throw wrongKind(tag, "a sequence");
    }
    return element(new Sequence(tag.number(), items));
  }

  /** Adds bytes with a VR, copied. */
  public DataSetBuilder bytes(Tag tag, Vr vr, byte[] bytes) {
    return element(Value.of(tag.number(), vr, bytes));
  }

  /**
   * Adds bytes that stay where they are and are read when the data set is written, as pixel data
   * too large to hold twice.
   */
  public DataSetBuilder bytes(Tag tag, Vr vr, ByteSource source) {
    return element(new Located(tag.number(), vr, source, 0, source.size(), false));
  }

  /** Adds an element without a value, or a sequence without items. */
  public DataSetBuilder empty(Tag tag) {
    boolean sequence = tag.vr() == Vr.SQ;
    return element(
        sequence
            ? new Sequence(tag.number(), List.of())
            : new Value(tag.number(), tag.vr(), new byte[0]));
  }

  /**
   * Copies an attribute with all it holds, its text brought into this data set's character set; an
   * absent one is left out.
   */
  public DataSetBuilder copy(DataSet from, Tag tag) {
    from.element(tag).ifPresent(e -> element(recode(e, from.characters())));
    return this;
  }

  private Element recode(Element e, SpecificCharacterSet from) {
    if (e instanceof Sequence s) {
      return new Sequence(s.tag(), s.items().stream().map(this::recode).toList());
    }
    if (e instanceof Value v && v.readAs().isLocalText()) {
      return new Value(v.tag(), v.readAs(), characters.encode(v.tag(), v.text(from)));
    }
    return e;
  }

  private DataSet recode(DataSet item) {
    DataSetBuilder b = new DataSetBuilder(characters);
    for (Element e : item) {
      if (e.tag() != Tag.SPECIFIC_CHARACTER_SET.number()) {
        b.element(recode(e, item.characters()));
      }
    }
    return b.build();
  }

  /** Takes an element out again. */
  public DataSetBuilder remove(Tag tag) {
    return remove(tag.number());
  }

  /** Takes an element out again. */
  public DataSetBuilder remove(int tag) {
    elements.remove(tag);
    return this;
  }

  /** The data set of what was added so far. */
  public DataSet build() {
    int[] tags = elements.keySet().stream().mapToInt(Integer::intValue).toArray();
    return new DataSet(tags, elements.values().toArray(new Element[0]), characters);
  }

  private static DicomException wrongKind(Tag tag, String given) {
    return new DicomException(
        tag + " " + tag.vr(), "a value of that VR", given, "use the method for that VR");
  }
}
