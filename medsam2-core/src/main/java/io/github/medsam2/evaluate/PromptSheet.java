// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.PointPrompt;
import io.github.medsam2.sampling.CentreClicks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * The first prompts of a protocol as lines of JSON, so that another program can answer the same
 * ones: case, object, box or click in pixels, and the name of the file that {@link GivenMasks}
 * looks for. Clips are left out.
 */
public final class PromptSheet {

  private PromptSheet() {}

  /**
   * Writes the prompts of all objects, whole or not at all.
   *
   * @param protocol a box without clicks, or one click: what follows would depend on the answer
   */
  public static void write(Path file, SampleSet samples, Protocol.Prompted protocol) {
    if (protocol.clicks() != (protocol.box().isPresent() ? 0 : 1)) {
      throw new InvalidInputException(
          "sheet of prompts",
          "a protocol of one prompt",
          protocol.name(),
          "further clicks depend on the answers: let the program click by itself");
    }
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < samples.size(); i++) {
      Subjects subjects = Subjects.of(samples.get(i), Map.of());
      if (!subjects.isClip()) {
        subjects.objects().forEach(s -> add(lines, subjects, s, protocol));
      }
    }
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(file, "sheet of prompts", out -> out.write(text));
  }

  private static void add(
      StringBuilder lines, Subjects subjects, Subject s, Protocol.Prompted protocol) {
    Mask truth = subjects.truths().get(s.object());
    for (int repeat = 0; repeat < protocol.repeats(); repeat++) {
      JsonObject line = new JsonObject();
      line.addProperty("case", s.caseId());
      line.addProperty("object", s.object());
      line.addProperty("repeat", repeat);
      if (protocol.box().isPresent()) {
        BoxPrompt b = protocol.box().get().around(truth, s.caseId(), s.object(), repeat);
        line.add("box", numbers(b.x0(), b.y0(), b.x1(), b.y1()));
      } else {
        PointPrompt p = new CentreClicks().first(truth, i -> 0).orElseThrow();
        line.add("click", numbers(p.x(), p.y()));
      }
      line.addProperty("mask", GivenMasks.fileName(s.caseId(), s.object(), repeat, protocol));
      lines.append(line).append('\n');
    }
  }

  private static JsonArray numbers(double... values) {
    JsonArray all = new JsonArray();
    for (double v : values) {
      all.add(v);
    }
    return all;
  }
}
