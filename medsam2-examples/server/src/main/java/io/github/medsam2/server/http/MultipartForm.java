// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A form of several parts: short texts in memory, files in a private folder. A file's name as the
 * client gave it is never a path: only its extensions are kept. Closing deletes the files that
 * nobody moved away.
 */
public final class MultipartForm implements AutoCloseable {
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;.*boundary=(?:\"([^\"]{1,200})\"|([^;\\s]{1,200})).*");
  private static final Pattern NAME = Pattern.compile("(?i).*[;\\s]name=\"([^\"]*)\".*");
  private static final Pattern FILE = Pattern.compile("(?i).*[;\\s]filename=\"([^\"]*)\".*");
  private static final Pattern SUFFIX = Pattern.compile("(?i)(\\.[a-z]{1,8})?\\.[a-z0-9]{1,8}$");

  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, List<Path>> files = new LinkedHashMap<>();
  private final Map<String, String> names = new LinkedHashMap<>();

  private MultipartForm() {}

  static MultipartForm read(Exchange exchange, Limits limits, PrivateFolder folder)
      throws IOException {
    Matcher type = BOUNDARY.matcher(exchange.header("Content-Type").orElse(""));
    if (!type.matches()) {
      throw new Refusal(
          415, "body", "multipart/form-data with a boundary", "another type", "send a form");
    }
    if (exchange.length() > limits.body()) {
      throw Refusal.tooLarge("body", limits.body() + " bytes", "send a smaller file");
    }
    String boundary = type.group(1) != null ? type.group(1) : type.group(2);
    MultipartReader reader = new MultipartReader(exchange.body(), boundary, limits.body());
    MultipartForm form = new MultipartForm();
    boolean complete = false;
    try {
      form.readAll(reader, limits, folder);
      complete = true;
      return form;
    } finally {
      if (!complete) {
        form.close();
      }
    }
  }

  private void readAll(MultipartReader reader, Limits limits, PrivateFolder folder)
      throws IOException {
    for (int parts = 0; reader.next(); parts++) {
      if (parts == limits.parts()) {
        throw Refusal.tooLarge("form", limits.parts() + " parts", "send fewer");
      }
      String disposition = reader.disposition();
      Matcher name = NAME.matcher(disposition);
      if (!name.matches()) {
        throw Refusal.wrong("part of the form", "a name", "none");
      }
      Matcher file = FILE.matcher(disposition);
      if (file.matches()) {
        keep(reader, name.group(1), file.group(1), folder);
      } else {
        byte[] text = reader.body().readNBytes(limits.json() + 1);
        if (text.length > limits.json()) {
          throw Refusal.tooLarge("part of the form", limits.json() + " bytes of text", "send less");
        }
        texts.putIfAbsent(name.group(1), new String(text, StandardCharsets.UTF_8));
      }
    }
  }

  private void keep(MultipartReader reader, String name, String given, PrivateFolder folder)
      throws IOException {
    Path file = folder.newFile(suffix(given));
    files.computeIfAbsent(name, n -> new ArrayList<>()).add(file);
    names.putIfAbsent(name, given);
    try (OutputStream out = Files.newOutputStream(file)) {
      reader.body().transferTo(out);
    }
  }

  /** The last extension or two of a client's file name, in lower case. */
  public static String suffix(String name) {
    Matcher suffix = SUFFIX.matcher(name);
    return suffix.find() ? suffix.group().toLowerCase(Locale.ROOT) : "";
  }

  /** A text by its name. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(texts.get(name));
  }

  /** A part as JSON; an absent one is an empty object. */
  public Json json(String name, Limits limits) {
    return Json.parse(name, texts.getOrDefault(name, ""), limits);
  }

  /** The files of a name. */
  public List<Path> files(String name) {
    return List.copyOf(files.getOrDefault(name, List.of()));
  }

  /** The first file of a name. */
  public Optional<Path> file(String name) {
    return files(name).stream().findFirst();
  }

  /** What the client calls the first file of a name, as a key: never a path. */
  public String clientName(String name) {
    return names.getOrDefault(name, "");
  }

  @Override
  public void close() {
    files.values().stream().flatMap(List::stream).forEach(PrivateFolder::delete);
  }
}
