// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import io.github.medsam2.data.Outlined.Outline;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.json.JsonFields;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Annotations in the form of COCO: {@code images} with their files, {@code annotations} as polygons
 * or run lengths, {@code categories} with their names. Fields not needed are passed over. One
 * annotation is in memory at a time, beside the outlines.
 */
public final class CocoFile {
  private static final String WHERE = "COCO file";

  private final Path folder;
  private final Map<Long, String> names = new LinkedHashMap<>();
  private final Map<Long, List<Found>> found = new HashMap<>();
  private final Map<Long, String> categories = new HashMap<>();

  private record Found(long category, Outlined.Region region) {}

  private CocoFile(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads a file of annotations. Ids and groups are the images' file names; images are read when
   * asked for, and those without an annotation are left out.
   *
   * @param file of JSON
   * @param folder of the images
   * @throws FormatException saying which element is not of this form
   * @throws InvalidInputException when an image is named that lies outside of the folder
   */
  public static SampleSet read(Path file, Path folder, Labelling labelling) {
    CocoFile coco = new CocoFile(folder);
    try (BufferedReader text = Files.newBufferedReader(file);
        JsonReader json = new JsonReader(text)) {
      json.beginObject();
      while (json.hasNext()) {
        coco.member(json, json.nextName());
      }
      json.endObject();
    } catch (IOException | UncheckedIOException | IllegalStateException | JsonParseException e) {
      throw unreadable(e);
    }
    return new OutlinedSet(coco.images(), labelling);
  }

  private static MedSam2Exception unreadable(Exception e) {
    return e instanceof java.nio.file.FileSystemException
        ? new MedSam2Exception(
            WHERE, "a readable file", e.getClass().getSimpleName(), "check path and rights", e)
        : new FormatException(WHERE, "an object of JSON", "other text", "check the file", e);
  }

  private void member(JsonReader json, String name) throws IOException {
    switch (name) {
      case "images" -> each(json, name, this::image);
      case "annotations" -> each(json, name, this::annotation);
      case "categories" -> each(json, name, this::category);
      default -> json.skipValue();
    }
  }

  private interface Element {
    void read(JsonFields fields);
  }

  private static void each(JsonReader json, String name, Element element) throws IOException {
    json.beginArray();
    for (int i = 0; json.hasNext(); i++) {
      JsonElement value = JsonParser.parseReader(json);
      String where = WHERE + ", " + name + "[" + i + "]";
      try {
        element.read(JsonFields.of(where, value));
      } catch (InvalidInputException e) {
        throw new FormatException(
            where, "an element of COCO", String.valueOf(e.getMessage()), "correct the file", e);
      }
    }
    json.endArray();
  }

  private void image(JsonFields f) {
    names.put(id(f, "id"), f.text("file_name"));
  }

  private void category(JsonFields f) {
    categories.put(id(f, "id"), f.text("name"));
  }

  private void annotation(JsonFields f) {
    long image = id(f, "image_id");
    long category = id(f, "category_id");
    if (f.has("segmentation")) {
      CocoRegion.of(f)
          .ifPresent(
              region ->
                  found
                      .computeIfAbsent(image, k -> new ArrayList<>())
                      .add(new Found(category, region)));
    }
  }

  private static long id(JsonFields f, String key) {
    return (long) f.number(key);
  }

  private List<Outlined> images() {
    List<Outlined> images = new ArrayList<>();
    names.forEach(
        (id, name) -> {
          List<Outline> outlines =
              found.getOrDefault(id, List.of()).stream()
                  .map(o -> new Outline(name(o.category()), o.region()))
                  .toList();
          if (!outlines.isEmpty()) {
            images.add(new Outlined(name, InFolder.file(folder, name), outlines));
          }
        });
    if (!names.keySet().containsAll(found.keySet())) {
      throw refused("annotations of images of the file", "one of another image");
    }
    return images;
  }

  private String name(long category) {
    return categories.getOrDefault(category, category + "");
  }

  private static FormatException refused(String expected, String found) {
    return new FormatException(WHERE, expected, found, "correct the file");
  }
}
