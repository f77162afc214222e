// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.data;

import io.github.medsam2.dicom.error.DicomException;
import java.util.Arrays;
import java.util.Comparator;

/** Elements in the order of a file, which should ascend. */
final class ElementList {
  private static final int[] NO_TAGS = new int[0];
  private static final Element[] NO_ELEMENTS = new Element[0];

  private Element[] elements = NO_ELEMENTS;
  private int size;
  private boolean ordered = true;
  private SpecificCharacterSet characters;

  ElementList(SpecificCharacterSet inherited) {
    characters = inherited;
  }

  SpecificCharacterSet characters() {
    return characters;
  }

  void add(Element e) {
    if (size == elements.length) {
      elements = Arrays.copyOf(elements, Math.max(4, size + (size >> 1)));
    }
    if (size > 0 && Integer.compareUnsigned(elements[size - 1].tag(), e.tag()) >= 0) {
      ordered = false;
    }
    elements[size++] = e;
    if (e.tag() == Tag.SPECIFIC_CHARACTER_SET.number() && e instanceof Value v) {
      characters = SpecificCharacterSet.of(v.texts(SpecificCharacterSet.ASCII));
    }
  }

  /** The tag of the last element, 0 before the first. */
  int lastTag() {
    return size == 0 ? 0 : elements[size - 1].tag();
  }

  DataSet build(Findings findings, Strictness strictness) {
    if (!characters.isKnown()) {
      findings.add(
          Tag.SPECIFIC_CHARACTER_SET, "a character set not known; text is read as Latin-1");
    }
    Element[] out = size == 0 ? NO_ELEMENTS : Arrays.copyOf(elements, size);
    if (!ordered) {
      out = sort(out, findings, strictness);
    }
    int[] tags = out.length == 0 ? NO_TAGS : new int[out.length];
    for (int i = 0; i < tags.length; i++) {
      tags[i] = out[i].tag();
    }
    return new DataSet(tags, out, characters);
  }

  /** Of a tag that stands twice the first stays: the sort is stable. */
  private static Element[] sort(Element[] all, Findings findings, Strictness strictness) {
    if (strictness == Strictness.STRICT) {
      throw new DicomException(
          "data set", "each tag once, ascending", "another order", "read the file leniently");
    }
    Arrays.sort(all, Comparator.comparing(Element::tag, Integer::compareUnsigned));
    int n = 1;
    for (int i = 1; i < all.length; i++) {
      if (all[i].tag() != all[n - 1].tag()) {
        all[n++] = all[i];
      } else {
        findings.add(all[i].tag(), "stands twice; the first is taken");
      }
    }
    findings.add("elements are out of order; sorted");
    return Arrays.copyOf(all, n);
  }
}
