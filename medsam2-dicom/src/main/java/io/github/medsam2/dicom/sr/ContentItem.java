// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.derived.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An item of a report's content tree.
 *
 * @param relationship to its parent, as {@code CONTAINS}; empty for the root
 * @param name what it is about; absent for items this library does not read
 * @param content its value
 * @param children what it holds
 */
record ContentItem(
    String relationship, Optional<Code> name, Content content, List<ContentItem> children) {
  static final String CONTAINS = "CONTAINS";
  static final String MODIFIER = "HAS CONCEPT MOD";
  static final String CONTEXT = "HAS OBS CONTEXT";
  static final String SELECTED_FROM = "SELECTED FROM";

  ContentItem {
    children = List.copyOf(children);
  }

  static ContentItem of(String relationship, Code name, Content content, ContentItem... children) {
    return new ContentItem(relationship, Optional.of(name), content, List.of(children));
  }

  static ContentItem code(String relationship, Code name, Code value) {
    return of(relationship, name, new Content.Coded(value));
  }

  /** The same with one more child. */
  ContentItem with(ContentItem child) {
    List<ContentItem> all = new ArrayList<>(children);
    all.add(child);
    return new ContentItem(relationship, name, content, all);
  }

  boolean isNamed(Code code) {
    return name.filter(n -> n.sameConcept(code)).isPresent();
  }

  /** How many numbers it and all below it measure. */
  int numbers() {
    int own = content instanceof Content.Numeric ? 1 : 0;
    return own + children.stream().mapToInt(ContentItem::numbers).sum();
  }

  /** Children of a name. */
  Stream<ContentItem> children(Code code) {
    return children.stream().filter(c -> c.isNamed(code));
  }

  /** Values of a kind that children of a name have. */
  <T extends Content> Stream<T> values(Code code, Class<T> kind) {
    return children(code).map(ContentItem::content).filter(kind::isInstance).map(kind::cast);
  }

  /** The coded value of the first child of a name. */
  Optional<Code> coded(Code code) {
    return values(code, Content.Coded.class).map(Content.Coded::code).findFirst();
  }
}
