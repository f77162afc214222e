// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.manifest;

import com.google.gson.JsonElement;
import io.github.medsam2.Direction;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Window;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.json.JsonText;
import io.github.medsam2.prompt.RecistLine;
import io.github.medsam2.session.json.Budget;
import io.github.medsam2.session.json.PromptJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A list of cases: a file of JSON lines, read as it is needed, so that it may be of any length. Not
 * thread-safe.
 *
 * <pre>
 * {"id": "a17", "input": "cines/a17.dcm", "frame": 12, "prompts": [{"box": [120, 80, 260, 190]}]}
 * {"id": "b03", "input": "ct/b03.nii.gz", "window": [40, 400], "objects": [{"name": "node", "frame": 40, "recist": [90, 71, 122, 80]}]}
 * {"id": "c11", "input": "cines/c11.dcm", "seg": "cines/c11-lesion.dcm", "segment": 1}
 * {"id": "d02", "input": "cines/d02.dcm"}
 * </pre>
 *
 * <p>Frames count from 1. An object is shown by one of {@code prompts}, {@code recist}, {@code
 * seg}; a case with neither object nor prompts is for a detector. {@code direction} is {@code BOTH}
 * unless it says otherwise. {@code content} stands for the bytes of the input, where hashing them
 * all would take too long.
 */
public final class Manifest implements AutoCloseable {
  private static final String WHAT = "line of the manifest";
  private static final int LONGEST = 1 << 20;
  private static final long MASKS = 256L << 20;

  private final BufferedReader lines;
  private long number;

  private Manifest(BufferedReader lines) {
    this.lines = lines;
  }

  /** Opens a file. */
  public static Manifest open(Path file) {
    try {
      return new Manifest(Files.newBufferedReader(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * The next line; none at the end. Blank lines are passed over.
   *
   * @throws MedSam2Exception when the file cannot be read on
   */
  public Optional<Line> next() {
    for (@Nullable String text = read(); text != null; text = read()) {
      number++;
      if (!text.isBlank()) {
        return Optional.of(line(number, text));
      }
    }
    return Optional.empty();
  }

  /**
   * A line of the list.
   *
   * @param number from 1
   * @param request what it asks for; none if it cannot be understood
   * @param fault why not
   */
  public record Line(long number, Optional<CaseRequest> request, Optional<MedSam2Exception> fault) {
    /** The id of the case, or the number of the line. */
    public String id() {
      return request.map(CaseRequest::id).orElse("line " + number);
    }
  }

  /** What a line says; a fault is part of the answer, since one line must not stop the others. */
  public static Line line(long number, String text) {
    try {
      if (text.length() > LONGEST) {
        throw new FormatException(
            WHAT, "at most " + LONGEST + " characters", text.length() + "", "split it");
      }
      return new Line(
          number, Optional.of(JsonText.read(WHAT, text, Manifest::request)), Optional.empty());
    } catch (MedSam2Exception e) {
      return new Line(number, Optional.empty(), Optional.of(e));
    }
  }

  private @Nullable String read() {
    try {
      return lines.readLine();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static CaseRequest request(JsonFields o) {
    Budget budget = new Budget(MASKS);
    List<ObjectRequest> objects = new ArrayList<>();
    if (o.has("objects")) {
      for (JsonElement e : o.array("objects", 1, CaseRequest.MOST_OBJECTS)) {
        JsonFields object = JsonFields.of("object", e);
        objects.add(object(object, budget));
        object.end();
      }
    } else if (o.has("prompts") || o.has("recist") || o.has("seg")) {
      objects.add(object(o, budget));
    }
    CaseRequest request =
        new CaseRequest(
            o.text("id"),
            o.text("input"),
            o.has("content") ? Optional.of(o.text("content")) : Optional.empty(),
            o.has("window") ? Optional.of(window(o.numbers("window", 2, 2))) : Optional.empty(),
            o.has("direction") ? direction(o.text("direction")) : Direction.BOTH,
            objects);
    o.end();
    return request;
  }

  private static Window window(double[] numbers) {
    return new Window(numbers[0], numbers[1]);
  }

  private static Direction direction(String text) {
    for (Direction d : Direction.values()) {
      if (d.name().equals(text.toUpperCase(Locale.ROOT))) {
        return d;
      }
    }
    throw JsonFields.wrong("direction", "both, forward or backward");
  }

  private static ObjectRequest object(JsonFields o, Budget budget) {
    String name = o.has("name") ? o.text("name") : "object";
    OptionalInt frame =
        o.has("frame")
            ? OptionalInt.of(o.whole("frame", Integer.MAX_VALUE) - 1)
            : OptionalInt.empty();
    return new ObjectRequest(name, frame, shown(o, budget));
  }

  private static ShownBy shown(JsonFields o, Budget budget) {
    if (o.has("prompts")) {
      return new ShownBy.Given(PromptJson.prompts(o, budget));
    } else if (o.has("recist")) {
      double[] ends = o.numbers("recist", 4, 4);
      return new ShownBy.Recist(new RecistLine(ends[0], ends[1], ends[2], ends[3]));
    } else if (o.has("seg")) {
      return new ShownBy.Segmentation(o.text("seg"), o.has("segment") ? o.whole("segment") : 1);
    }
    throw new InvalidInputException(
        "object", "one of prompts, recist, seg", "neither", "say what shows the object");
  }

  private static MedSam2Exception unreadable(IOException e) {
    return new MedSam2Exception(
        "manifest",
        "a readable file of UTF-8",
        e.getClass().getSimpleName(),
        "check path and rights");
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }
}
