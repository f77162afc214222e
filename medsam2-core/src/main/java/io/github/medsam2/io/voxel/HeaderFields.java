// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.voxel;

import io.github.medsam2.error.FormatException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The named values of a text header. Names that nobody asks for are not kept, and values are not
 * quoted in messages: headers also carry what says who the patient is.
 */
public final class HeaderFields {
  private final String format;
  private final Set<String> known;
  private final Map<String, String> values = new HashMap<>();

  /**
   * @param format the format's name, for messages
   * @param known the names to keep
   */
  public HeaderFields(String format, Set<String> known) {
    this.format = format;
    this.known = known;
  }

  public void put(String name, String value) {
    if (known.contains(name)) {
      values.put(name, value.strip());
    }
  }

  /** The value of the first of some names that is there. */
  public Optional<String> text(String... names) {
    for (String name : names) {
      String value = values.get(name);
      if (value != null) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  public String required(String name) {
    return text(name).orElseThrow(() -> refusal(name, "a value", "none", "add it to the header"));
  }

  /** A whole number, or a default where the name is absent. */
  public long whole(String name, long otherwise) {
    return text(name).map(text -> wholes(name, text, 1)[0]).orElse(otherwise);
  }

  /** Exactly so many whole numbers parted by blanks. */
  public long[] wholes(String name, int count) {
    return wholes(name, required(name), count);
  }

  private long[] wholes(String name, String text, int count) {
    double[] reals = reals(name, text, count);
    long[] wholes = new long[count];
    for (int i = 0; i < count; i++) {
      wholes[i] = (long) reals[i];
      if (wholes[i] != reals[i]) {
        throw refusal(name, "whole numbers", "others", "correct it");
      }
    }
    return wholes;
  }

  /** Exactly so many numbers, parted by blanks or commas. */
  public double[] reals(String name, String text, int count) {
    String[] words = text.strip().split("[\\s,]+", -1);
    if (words.length != count) {
      throw refusal(name, count + " numbers", words.length + " words", "correct it");
    }
    double[] reals = new double[count];
    for (int i = 0; i < count; i++) {
      try {
        reals[i] = Double.parseDouble(words[i]);
      } catch (NumberFormatException e) {
        // Its message quotes the word.
        throw refusal(name, count + " numbers", "a word that is none", "correct it");
      }
    }
    return reals;
  }

  /** True (also T or 1) or anything else for False, or a default where the names are absent. */
  public boolean flag(boolean otherwise, String... names) {
    return text(names).map(text -> text.matches("[tT1].*")).orElse(otherwise);
  }

  public FormatException refusal(String name, String expected, String found, String fix) {
    return new FormatException(format + ", field " + name, expected, found, fix);
  }

  /**
   * The data file that a header names: in the header's folder or below it, so that a header cannot
   * make other files of the machine look like voxels.
   */
  public Path dataFile(Path header, String name) {
    if (name.contains("%") || name.startsWith("LIST")) {
      throw refusal("data file", "one file", "a list of files", "join the slices to one file");
    }
    Path folder = header.toAbsolutePath().normalize().getParent();
    try {
      Path data = folder == null ? Path.of(name) : folder.resolve(name).normalize();
      if (folder != null && data.startsWith(folder) && !data.equals(folder)) {
        return data;
      }
    } catch (InvalidPathException e) {
      throw refusal("data file", "the name of a file", "no such name", "correct it");
    }
    throw refusal(
        "data file", "a file in the folder of its header", "one elsewhere", "move it there");
  }
}
