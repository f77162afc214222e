// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.prompt.coronary;

/**
 * A coronary segment by scheme and id, for example CASS 13 or SYNTAX 9a.
 *
 * @param scheme the numbering
 * @param id an id of that numbering, suffix in lower case; checked
 */
public record SegmentReference(SegmentScheme scheme, String id) {

  /** Checks that the scheme has such an id. */
  public SegmentReference {
    scheme.check(id);
  }

  /** Scheme and id: {@code CASS 13}. */
  public String render() {
    return scheme + " " + id;
  }
}
