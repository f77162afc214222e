// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.page.export;

import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.page.study.NamedObject;
import io.github.medsam2.server.page.study.Scene;
import io.github.medsam2.session.SessionJournal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What was asked, and what was found, as text. */
final class TextExport {
  private TextExport() {}

  static Export journal(Scene scene, PrivateFolder folder) throws IOException {
    return Export.written(
        folder,
        ".jsonl",
        "journal.jsonl",
        "application/jsonl",
        file -> SessionJournal.write(file, scene.journal()));
  }

  /** A row for each object and frame. */
  static Export scores(Scene scene) {
    StringBuilder text =
        new StringBuilder("object,name,cass,frame,area_pixels,predicted_iou,presence_logit,need\n");
    for (NamedObject o : scene.objects().values()) {
      Map<Integer, Double> need = scene.need().getOrDefault(o.key(), Map.of());
      scene
          .frames(o.key())
          .forEach(
              (frame, s) ->
                  text.append(
                      row(
                          o.key(),
                          o.name(),
                          o.segment().map(k -> k.id()).orElse(""),
                          frame + 1 + "",
                          s.area() + "",
                          number(s.iou()),
                          number(s.presence()),
                          need.containsKey(frame) ? number(need.get(frame)) : "")));
    }
    return csv("frames.csv", text.toString());
  }

  static Export csv(String name, String text) {
    return new Export(name, "text/csv; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }

  static String row(String... cells) {
    return Arrays.stream(cells).map(TextExport::cell).collect(Collectors.joining(",", "", "\n"));
  }

  /** Spreadsheets run what begins like a formula; a leading apostrophe makes it text. */
  private static String cell(String text) {
    boolean formula = !text.isEmpty() && "=+@\t".indexOf(text.charAt(0)) >= 0;
    boolean minus = text.startsWith("-") && !text.matches("-[0-9.]+");
    String safe = formula || minus ? "'" + text : text;
    return safe.matches("[^,\"\r\n]*") ? safe : "\"" + safe.replace("\"", "\"\"") + "\"";
  }
}
