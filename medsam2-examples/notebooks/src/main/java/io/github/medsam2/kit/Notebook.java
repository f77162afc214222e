// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.kit;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.kit.Script.Cell;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A notebook for Jupyter, version 4.5 of its format, as a JSON object that grows cell by cell. */
final class Notebook {
  private static final String START =
      "This first cell makes the library known. JJava understands it; for the rapaio kernel write"
          + " `%jar` instead of `%jars`. Build once before: `./mvnw -q -ntp -DskipTests package`.";

  private static final String JAR = "%jars ../../../target/medsam2-kit.jar";

  private static final int WIDEST = 480;

  private final JsonArray cells = new JsonArray();

  /** The cells of a script as a notebook has them: a picture that ends a cell is its value. */
  static List<Cell> cells(Script script) {
    List<Cell> all = new ArrayList<>();
    all.add(script.cells().get(0));
    all.add(new Cell(true, List.of(START)));
    List<String> first = new ArrayList<>(List.of(JAR));
    first.addAll(StartFiles.imports());
    all.add(new Cell(false, first));
    script.cells().stream().skip(1).map(Notebook::shown).forEach(all::add);
    return all;
  }

  private static Cell shown(Cell cell) {
    List<String> lines = new ArrayList<>(cell.lines());
    int last = lines.size() - 1;
    String line = lines.get(last);
    if (!cell.text() && line.startsWith("show(")) {
      lines.set(last, "picture" + line.substring("show".length(), line.length() - 1));
    }
    return new Cell(cell.text(), lines);
  }

  void add(Cell cell, String printed, @Nullable BufferedImage picture) throws IOException {
    JsonObject o = new JsonObject();
    o.addProperty("cell_type", cell.text() ? "markdown" : "code");
    o.addProperty("id", "cell-" + cells.size());
    o.add("metadata", new JsonObject());
    o.add("source", lines(cell.joined()));
    if (!cell.text()) {
      o.addProperty("execution_count", cells.size());
      o.add("outputs", outputs(printed, picture));
    }
    cells.add(o);
  }

  private JsonArray outputs(String printed, @Nullable BufferedImage picture) throws IOException {
    JsonArray outputs = new JsonArray();
    if (!printed.isEmpty()) {
      JsonObject stream = new JsonObject();
      stream.addProperty("output_type", "stream");
      stream.addProperty("name", "stdout");
      stream.add("text", lines(printed));
      outputs.add(stream);
    }
    if (picture != null) {
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(small(picture), "png", png);
      JsonObject data = new JsonObject();
      data.addProperty("image/png", Base64.getEncoder().encodeToString(png.toByteArray()));
      JsonObject result = new JsonObject();
      result.addProperty("output_type", "execute_result");
      result.addProperty("execution_count", cells.size());
      result.add("data", data);
      result.add("metadata", new JsonObject());
      outputs.add(result);
    }
    return outputs;
  }

  /** At most {@value #WIDEST} pixels wide: notebooks are kept beside the sources. */
  private static BufferedImage small(BufferedImage picture) {
    if (picture.getWidth() <= WIDEST) {
      return picture;
    }
    int height = Math.max(1, picture.getHeight() * WIDEST / picture.getWidth());
    BufferedImage out = new BufferedImage(WIDEST, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    g.drawImage(picture, 0, 0, WIDEST, height, null);
    g.dispose();
    return out;
  }

  private static JsonArray lines(String text) {
    JsonArray all = new JsonArray();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      all.add(lines.get(i) + (i + 1 < lines.size() ? "\n" : ""));
    }
    return all;
  }

  /** The text of the file. */
  String json() {
    JsonObject kernel = new JsonObject();
    kernel.addProperty("display_name", "Java");
    kernel.addProperty("language", "java");
    kernel.addProperty("name", "java");
    JsonObject language = new JsonObject();
    language.addProperty("name", "java");
    language.addProperty("file_extension", ".jshell");
    JsonObject metadata = new JsonObject();
    metadata.add("kernelspec", kernel);
    metadata.add("language_info", language);
    JsonObject o = new JsonObject();
    o.add("cells", cells);
    o.add("metadata", metadata);
    o.addProperty("nbformat", 4);
    o.addProperty("nbformat_minor", 5);
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(o) + "\n";
  }

  /** The cells of a file. */
  static List<Cell> read(byte[] file) {
    JsonObject o =
        JsonParser.parseString(new String(file, StandardCharsets.UTF_8)).getAsJsonObject();
    List<Cell> all = new ArrayList<>();
    for (JsonElement e : o.getAsJsonArray("cells")) {
      JsonObject cell = e.getAsJsonObject();
      List<String> lines = new ArrayList<>();
      cell.getAsJsonArray("source").forEach(l -> lines.add(l.getAsString().stripTrailing()));
      all.add(new Cell(cell.get("cell_type").getAsString().equals("markdown"), lines));
    }
    return all;
  }
}
