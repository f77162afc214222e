// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.examples;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A command line taken apart: the values of each option, in the order given. Immutable. */
final class Arguments {
  private final Map<Option, List<String>> values;

  private Arguments(Map<Option, List<String>> values) {
    this.values = values;
  }

  /**
   * @param known the options of the program
   */
  static Arguments parse(Set<Option> known, String... args) {
    Arguments parsed = new Arguments(new EnumMap<>(Option.class));
    Iterator<String> rest = List.of(args).iterator();
    while (rest.hasNext()) {
      Option option = option(known, rest.next());
      parsed = parsed.with(option, option.isSwitch() ? "" : value(option, rest));
    }
    return parsed;
  }

  private static Option option(Set<Option> known, String name) {
    return known.stream()
        .filter(o -> o.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new UsageException("command line", "one of " + names(known), name, "see --help"));
  }

  private static String names(Set<Option> known) {
    return known.stream().map(Option::toString).collect(Collectors.joining(" "));
  }

  private static String value(Option option, Iterator<String> rest) {
    if (!rest.hasNext()) {
      throw wrong(option, option.form(), "nothing");
    }
    String value = rest.next();
    if (value.startsWith("--")) {
      throw wrong(option, option.form(), "the next option, " + value);
    }
    return value;
  }

  /** These arguments and one more. */
  Arguments with(Option option, String value) {
    if (has(option) && !option.isRepeatable()) {
      throw wrong(option, "it once", "it twice");
    }
    Map<Option, List<String>> longer = new EnumMap<>(values);
    List<String> list = new ArrayList<>(all(option));
    list.add(value);
    longer.put(option, List.copyOf(list));
    return new Arguments(longer);
  }

  boolean has(Option option) {
    return values.containsKey(option);
  }

  /** The values of an option; none where it was not given. */
  List<String> all(Option option) {
    return values.getOrDefault(option, List.of());
  }

  /** Whether nothing but these options was given. */
  boolean within(Set<Option> options) {
    return options.containsAll(values.keySet());
  }

  /** The value of an option, if it was given. */
  Optional<String> get(Option option) {
    return all(option).stream().findFirst();
  }

  Optional<Path> path(Option option) {
    return get(option).map(text -> path(option, text));
  }

  private static Path path(Option option, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw wrong(option, "a path", text);
    }
  }

  Optional<Integer> integer(Option option) {
    return get(option).map(text -> integers(option, text)[0]);
  }

  /** As many whole numbers, separated by commas, as the option's form has. */
  static int[] integers(Option option, String text) {
    return Arrays.stream(parts(option, text)).mapToInt(part -> integer(option, part)).toArray();
  }

  private static int integer(Option option, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw wrong(option, option.form() + " in whole numbers", text);
    }
  }

  /** As many numbers, separated by commas, as the option's form has. */
  static double[] numbers(Option option, String text) {
    return Arrays.stream(parts(option, text)).mapToDouble(part -> number(option, part)).toArray();
  }

  private static double number(Option option, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(option, option.form() + " in numbers", text);
    }
  }

  private static String[] parts(Option option, String text) {
    String[] parts = text.split(",", -1);
    if (parts.length != option.form().split(",", -1).length) {
      throw wrong(option, option.form(), text);
    }
    return parts;
  }

  private static UsageException wrong(Option option, String expected, String found) {
    return new UsageException("option " + option, expected, found, "see --help");
  }
}
