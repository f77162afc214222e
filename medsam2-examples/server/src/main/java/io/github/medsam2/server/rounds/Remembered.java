// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.rounds;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.server.image.LabelFile;
import io.github.medsam2.server.rounds.StoreCases.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What only viewers told of the cases of a project, a line each: that a slice of an image is one,
 * and which number an object has in the image's label. Without it neither outlives the server. It
 * lies beside the project and names images as their folder does. Used under its round's lock.
 */
final class Remembered {
  private final Path file;
  private final Set<Place> places = new LinkedHashSet<>();
  private final Map<String, List<LabelFile.Numbered>> numbers = new LinkedHashMap<>();

  private Remembered(Path file) {
    this.file = file;
  }

  /** Reads what was told; a line that a kill cut short is passed over. */
  static Remembered in(Path folder) {
    Remembered all = new Remembered(folder.resolve("viewers.jsonl"));
    try {
      if (Files.exists(all.file)) {
        Files.readString(all.file).lines().forEach(all::take);
      }
      return all;
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private void take(String line) {
    try {
      JsonObject o = JsonParser.parseString(line).getAsJsonObject();
      String image = o.get("image").getAsString();
      if (o.has("slice")) {
        places.add(new Place(image, o.get("label").getAsString(), o.get("slice").getAsInt()));
      } else {
        numbers.put(image, numbers(o.getAsJsonArray("objects")));
      }
    } catch (JsonParseException
        | IllegalStateException
        | NullPointerException
        | UnsupportedOperationException
        | NumberFormatException e) {
      // Cut short.
    }
  }

  private static List<LabelFile.Numbered> numbers(JsonArray objects) {
    List<LabelFile.Numbered> all = new ArrayList<>();
    objects.forEach(
        e -> {
          JsonObject o = e.getAsJsonObject();
          all.add(new LabelFile.Numbered(o.get("name").getAsString(), o.get("value").getAsInt()));
        });
    return all;
  }

  List<Place> places() {
    return List.copyOf(places);
  }

  /** The numbers of objects in an image's label, or others where no viewer told any. */
  List<LabelFile.Numbered> numbers(String image, List<LabelFile.Numbered> otherwise) {
    return numbers.getOrDefault(image, otherwise);
  }

  void tell(Place place) {
    if (places.add(place)) {
      JsonObject o = new JsonObject();
      o.addProperty("image", place.image());
      o.addProperty("label", place.label());
      o.addProperty("slice", place.slice());
      append(o);
    }
  }

  void tell(String image, List<LabelFile.Numbered> objects) {
    if (!objects.equals(numbers.put(image, objects))) {
      JsonArray all = new JsonArray();
      for (LabelFile.Numbered object : objects) {
        JsonObject one = new JsonObject();
        one.addProperty("name", object.name());
        one.addProperty("value", object.value());
        all.add(one);
      }
      JsonObject o = new JsonObject();
      o.addProperty("image", image);
      o.add("objects", all);
      append(o);
    }
  }

  private void append(JsonObject line) {
    byte[] bytes = ("\n" + line).getBytes(StandardCharsets.UTF_8); // a line cut short ends here
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static MedSam2Exception unusable(IOException e) {
    return new MedSam2Exception(
        "project of rounds, what viewers told",
        "a file to read and write",
        e.getClass().getSimpleName(),
        "check the folder's rights and its free space");
  }
}
