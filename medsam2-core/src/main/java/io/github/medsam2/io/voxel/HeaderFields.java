// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.io.voxel;

import io.github.medsam2.error.FormatException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The named values of a text header, names in either case. Names that nobody asks for are not kept,
 * and values are not quoted in messages: headers also carry what says who the patient is.
 */
public final class HeaderFields {
  private final String format;
  private final Set<String> known;
  private final Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /**
   * @param format the format's name, for messages
   * @param known the names to keep
   */
  public HeaderFields(String format, Set<String> known) {
    this.format = format;
    this.known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    this.known.addAll(known);
  }

  /** Whether a name is one of those to keep. */
  public boolean isKnown(String name) {
    return known.contains(name);
  }

  /**
   * Takes a value if its name is known.
   *
   * @throws FormatException if the name has another value already
   */
  public void put(String name, String value) {
    if (isKnown(name)) {
      String before = values.put(name, value.strip());
      if (before != null && !before.equals(value.strip())) {
        throw refusal(name, "one value", "two that differ", "remove the wrong one");
      }
    }
  }

  /**
   * The value under one of some names that mean the same.
   *
   * @throws FormatException if they say different things
   */
  public Optional<String> synonym(String... names) {
    Optional<String> value = text(names);
    for (String name : names) {
      String other = values.getOrDefault(name, value.orElse(""));
      if (!canonical(other).equals(canonical(value.orElse("")))) {
        throw refusal(
            name,
            "the same as in its other names " + String.join(", ", names),
            "another value",
            "keep one of the names");
      }
    }
    return value;
  }

  /** Numbers in one spelling, so that 1 and 1.0 are the same. */
  private static String canonical(String text) {
    StringBuilder out = new StringBuilder();
    for (String word : text.strip().split("[\\s,]+", -1)) {
      try {
        out.append(Double.parseDouble(word) + 0.0);
      } catch (NumberFormatException e) {
        out.append(word);
      }
      out.append(' ');
    }
    return out.toString();
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

  /** True or False, also by first letter or as 1 and 0; a default where the names are absent. */
  public boolean flag(boolean otherwise, String... names) {
    Optional<String> text = synonym(names);
    if (text.isPresent() && !text.get().matches("(?i)t|true|1|f|false|0")) {
      throw refusal(names[0], "True or False", "another word", "correct it");
    }
    return text.map(t -> t.matches("(?i)t.*|1")).orElse(otherwise);
  }

  public FormatException refusal(String name, String expected, String found, String fix) {
    return new FormatException(format + ", field " + name, expected, found, fix);
  }

  /**
   * The data file that a header names: in the header's folder or below it, so that a header cannot
   * make other files of the machine look like voxels.
   */
  public Path dataFile(Path header, String name) {
    if (name.matches("(?is)list(\\s.*)?|.*%[-+ 0-9]*[du].*")) {
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
