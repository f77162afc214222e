// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A data set: elements in ascending order of their tags, each tag once. Immutable.
 *
 * <p>Getters give an empty answer for an absent or empty element, and a {@code DicomException} for
 * one whose value is not of the kind asked for. Elements that were left in their file are loaded on
 * demand, so the file must still be open.
 */
public final class DataSet implements Iterable<Element> {
  private static final DataSet EMPTY =
      new DataSet(new int[0], new Element[0], SpecificCharacterSet.ASCII);

  private final int[] tags;
  private final Element[] elements;
  private final SpecificCharacterSet characters;

  /** Takes arrays of equal length whose tags ascend, unsigned. */
  DataSet(int[] tags, Element[] elements, SpecificCharacterSet characters) {
    this.tags = tags;
    this.elements = elements;
    this.characters = characters;
  }

  /** A data set with no element. */
  public static DataSet empty() {
    return EMPTY;
  }

  /** A builder of a new data set, in the default character repertoire. */
  public static DataSetBuilder builder() {
    return new DataSetBuilder(SpecificCharacterSet.ASCII);
  }

  /** A builder of an item, which inherits the character repertoire of the data set around it. */
  public static DataSetBuilder builder(SpecificCharacterSet inherited) {
    return new DataSetBuilder(inherited);
  }

  /** A builder that begins with these elements. */
  public DataSetBuilder toBuilder() {
    DataSetBuilder b = new DataSetBuilder(characters);
    forEach(b::element);
    return b;
  }

  /** The number of elements. */
  public int size() {
    return tags.length;
  }

  /** The repertoire of this data set's text. */
  public SpecificCharacterSet characters() {
    return characters;
  }

  @Override
  public Iterator<Element> iterator() {
    return Arrays.asList(elements).iterator();
  }

  /** The element of a tag. */
  public Optional<Element> element(int tag) {
    int low = 0;
    int high = tags.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(tags[middle], tag);
      if (order == 0) {
        return Optional.of(elements[middle]);
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return Optional.empty();
  }

  /** The element of an attribute. */
  public Optional<Element> element(Tag tag) {
    return element(tag.number());
  }

  /** Whether the attribute is there and has a value, or at least one item. */
  public boolean has(Tag tag) {
    Element e = element(tag).orElse(null);
    return e instanceof Fragments
        || e instanceof PulledFrames
        || (e instanceof Bytes b && b.length() > 0)
        || (e instanceof Sequence s && !s.items().isEmpty());
  }

  /** The bytes of an attribute, little endian, in memory. */
  public Optional<Value> value(int tag) {
    Element e = element(tag).orElse(null);
    if (e instanceof Located located) {
      return Optional.of(located.load());
    }
    return e instanceof Value v && v.length() > 0 ? Optional.of(v) : Optional.empty();
  }

  /** The text of a tag as it stands, not split into values. */
  public Optional<String> wholeText(int tag) {
    return value(tag).map(v -> v.text(characters)).filter(t -> !t.isEmpty());
  }

  /** All text values, trimmed; some may be empty between backslashes. */
  public List<String> texts(Tag tag) {
    return value(tag.number()).map(v -> v.texts(characters)).orElse(List.of());
  }

  /** The first text value, trimmed. */
  public Optional<String> text(Tag tag) {
    return texts(tag).stream().findFirst().filter(t -> !t.isEmpty());
  }

  /** Whether the first value is a coded term, however it is spelt; see {@link CodedTerm}. */
  public boolean says(Tag tag, String term) {
    return CodedTerm.same(text(tag).orElse(""), term);
  }

  /** All values as coded terms: upper case letters and digits alone. */
  public List<String> terms(Tag tag) {
    return texts(tag).stream().map(CodedTerm::normal).toList();
  }

  /** The first value as a coded term: upper case letters and digits alone; empty for none. */
  public String term(Tag tag) {
    return CodedTerm.normal(text(tag).orElse(""));
  }

  /** All values as whole numbers; an AT value has group in the upper 16 of 32 bits. */
  public long[] longs(Tag tag) {
    return value(tag.number()).map(Value::longs).orElseGet(() -> new long[0]);
  }

  /** All values as whole numbers of 32 bits. */
  public int[] ints(Tag tag) {
    return Arrays.stream(longs(tag)).mapToInt(v -> narrow(tag, v)).toArray();
  }

  private static int narrow(Tag tag, long value) {
    if (value != (int) value) {
      throw new DicomException(
          tag.toString(), "whole numbers of 32 bits", "a larger one", "correct the attribute");
    }
    return (int) value;
  }

  /** The first value as a whole number. */
  public OptionalInt integer(Tag tag) {
    int[] all = ints(tag);
    return all.length == 0 ? OptionalInt.empty() : OptionalInt.of(all[0]);
  }

  /** All values as real numbers. */
  public double[] doubles(Tag tag) {
    return value(tag.number()).map(Value::doubles).orElseGet(() -> new double[0]);
  }

  /** The first value as a real number. */
  public OptionalDouble number(Tag tag) {
    double[] all = doubles(tag);
    return all.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(all[0]);
  }

  /** The items of a sequence. */
  public List<DataSet> items(Tag tag) {
    return element(tag).orElse(null) instanceof Sequence s ? s.items() : List.of();
  }

  /** The first item of a sequence, or an empty data set. */
  public DataSet item(Tag tag) {
    List<DataSet> items = items(tag);
    return items.isEmpty() ? EMPTY : items.get(0);
  }

  /** The tags, never the values. */
  @Override
  public String toString() {
    return "DataSet of " + tags.length + " elements";
  }
}
