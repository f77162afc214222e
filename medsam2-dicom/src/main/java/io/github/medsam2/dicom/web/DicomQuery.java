// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.web;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.error.InvalidInputException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is searched for. Immutable and thread-safe; every method returns a changed query.
 *
 * <pre>{@code
 * DicomQuery.all().where(Tag.MODALITY, "XA").where(Tag.STUDY_DATE, "20260101-20260131").limit(50)
 * }</pre>
 */
public final class DicomQuery {
  private static final DicomQuery ALL = new DicomQuery(Map.of(), Set.of(), Integer.MAX_VALUE);
  private static final int LONGEST = 256;

  private final Map<Tag, String> keys;
  private final Set<Tag> also;
  private final int most;

  private DicomQuery(Map<Tag, String> keys, Set<Tag> also, int most) {
    this.keys = keys;
    this.also = also;
    this.most = most;
  }

  /** Everything, as far as the client's limits let it. */
  public static DicomQuery all() {
    return ALL;
  }

  /**
   * Where an attribute matches.
   *
   * @param value as DICOM matches it: {@code *} and {@code ?} in text, {@code a-b} for dates
   */
  public DicomQuery where(Tag tag, String value) {
    if (requireGiven(value, "a value").isEmpty() || value.length() > LONGEST) {
      throw new InvalidInputException(
          "query, " + tag, "a value of 1 to " + LONGEST + " characters", "another", "correct it");
    }
    Map<Tag, String> more = new LinkedHashMap<>(keys);
    more.put(requireGiven(tag, "a tag"), value);
    return new DicomQuery(more, also, most);
  }

  /** With attributes in the answer that are not there by themselves. */
  public DicomQuery include(Tag... tags) {
    Set<Tag> more = new LinkedHashSet<>(also);
    more.addAll(List.of(tags));
    return new DicomQuery(keys, more, most);
  }

  /** The first so many, at least 1. */
  public DicomQuery limit(int count) {
    if (count < 1) {
      throw new InvalidInputException("query", "at least 1 match", count + "", "correct it");
    }
    return new DicomQuery(keys, also, count);
  }

  int most() {
    return most;
  }

  /** The text behind the question mark. */
  String text(int count, int offset) {
    List<String> pairs = new ArrayList<>();
    keys.forEach((tag, value) -> pairs.add(name(tag) + "=" + encoded(value)));
    also.forEach(tag -> pairs.add("includefield=" + name(tag)));
    pairs.add("limit=" + count);
    pairs.add("offset=" + offset);
    return String.join("&", pairs);
  }

  private static String name(Tag tag) {
    return String.format(Locale.ROOT, "%08X", tag.number());
  }

  private static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
