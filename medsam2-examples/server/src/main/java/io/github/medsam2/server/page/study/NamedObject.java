// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.study;

import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.server.http.Refusal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a user calls an object. Immutable.
 *
 * @param key by which it is asked for: 1 to 16 letters and digits
 * @param name for people, 1 to 64 characters
 * @param segment the coronary segment, where it is one
 */
public record NamedObject(String key, String name, Optional<CassSegment> segment) {
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9]{1,16}");
  private static final int LONGEST = 64;
  private static final int COLOURS = 8;

  /** Checks key and name. */
  public NamedObject {
    if (!KEY.matcher(key).matches()) {
      throw Refusal.wrong("object", "1 to 16 letters and digits", "another key");
    }
    boolean plain = name.chars().noneMatch(Character::isISOControl);
    if (name.isBlank() || name.length() > LONGEST || !plain) {
      throw Refusal.wrong("name of the object", "1 to " + LONGEST + " characters", "another text");
    }
  }

  /** The number of its colour, 0 to 7: that of its key, so that it stays whatever is deleted. */
  public int colour() {
    boolean number = key.length() < 9 && key.chars().allMatch(Character::isDigit);
    return Math.floorMod(number ? Integer.parseInt(key) - 1 : key.hashCode(), COLOURS);
  }

  /** One that nobody has named yet. */
  static NamedObject unnamed(String key) {
    return new NamedObject(key, "Object " + key, Optional.empty());
  }
}
