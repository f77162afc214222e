// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.Description;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * A folder of samples. Its file {@code samples.jsonl} has a line of JSON for each of them:
 *
 * <pre>
 * {"id": "c17", "group": "p4", "frames": ["images/c17.png"],
 *  "objects": [{"masks": ["..."], "text": "CASS 13, RAO 30 CRANIAL 20", "stenosis": 45}]}
 * </pre>
 *
 * <ul>
 *   <li>{@code id} names the sample, {@code group} the patient;
 *   <li>{@code frames}: PNG or JPEG files in order of time; or {@code volume}: a file {@link
 *       io.github.medsam2.io.Volumes} reads, whose slices are the frames;
 *   <li>an object's {@code masks}: of each frame the run lengths of {@link CocoRle#compressed}, or
 *       an empty text where nothing is seen; or {@code labels}: of each frame the file of an image
 *       of labels, or one volume of them, in which the object has the number {@code label};
 *   <li>{@code text} and {@code stenosis}, in percent, may be absent.
 * </ul>
 *
 * <p>All files lie in the folder. They are read when a sample is asked for.
 */
public final class SampleFolder {
  /** The name of the table. */
  public static final String NAME = "samples.jsonl";

  private SampleFolder() {}

  /**
   * Reads a folder.
   *
   * @param words reads what is said of an object, such as {@link
   *     io.github.medsam2.prompt.coronary.CoronaryPrompt#parse(String)}
   * @throws FormatException naming the line that is not of this form
   */
  public static SampleSet read(Path folder, Function<String, ? extends Description> words) {
    List<SampleLine> lines = new ArrayList<>();
    try (BufferedReader in = Files.newBufferedReader(folder.resolve(NAME))) {
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        number++;
        if (!line.isBlank()) {
          lines.add(line(folder, number, line, words));
        }
      }
    } catch (IOException | UncheckedIOException e) {
      throw new MedSam2Exception(
          NAME, "a readable table", e.getClass().getSimpleName(), "check path and rights", e);
    }
    return new SampleLines(lines);
  }

  private static SampleLine line(
      Path folder, int number, String line, Function<String, ? extends Description> words) {
    String where = NAME + ", line " + number;
    try {
      JsonElement json = JsonParser.parseString(line);
      return SampleLine.of(folder, words, JsonFields.of(where, json));
    } catch (JsonParseException | MedSam2Exception e) {
      throw new FormatException(
          where, "a sample", String.valueOf(e.getMessage()), "correct the line", e);
    }
  }

  /**
   * Writes samples to a folder, made where there is none; the table comes last, whole.
   *
   * @param set of images of 8 or 16 bits
   */
  public static void write(Path folder, SampleSet set) {
    StringBuilder table = new StringBuilder();
    try {
      Files.createDirectories(folder.resolve("images"));
    } catch (IOException e) {
      throw new MedSam2Exception(
          NAME, "a folder to write", e.getClass().getSimpleName(), "check path and rights", e);
    }
    for (int i = 0; i < set.size(); i++) {
      Sample sample = set.get(i);
      JsonArray frames = new JsonArray();
      for (int t = 0; t < sample.frames().size(); t++) {
        String name = String.format(Locale.ROOT, "images/%06d-%04d.png", i, t);
        ImageFile.writePng(folder.resolve(name), sample.frames().get(t));
        frames.add(name);
      }
      table.append(json(sample, frames)).append('\n');
    }
    byte[] text = table.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(folder.resolve(NAME), "table of samples", out -> out.write(text));
  }

  private static JsonObject json(Sample sample, JsonArray frames) {
    JsonObject line = new JsonObject();
    line.addProperty("id", sample.id());
    line.addProperty("group", sample.group());
    line.add("frames", frames);
    JsonArray objects = new JsonArray();
    for (SampleObject o : sample.objects()) {
      JsonObject object = new JsonObject();
      JsonArray masks = new JsonArray();
      o.masks().stream().map(SampleFolder::runs).forEach(masks::add);
      object.add("masks", masks);
      o.description().ifPresent(d -> object.addProperty("text", d.render()));
      o.stenosis().ifPresent(s -> object.addProperty("stenosis", s));
      objects.add(object);
    }
    line.add("objects", objects);
    return line;
  }

  private static String runs(Mask mask) {
    return mask.isEmpty() ? "" : CocoRle.of(mask).compressed();
  }
}
