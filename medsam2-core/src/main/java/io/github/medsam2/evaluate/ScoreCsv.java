// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Scores as CSV: RFC 4180, numbers as Java writes them, empty where not known. */
final class ScoreCsv {
  private static final List<String> HEAD =
      List.of(
          "candidate",
          "case",
          "patient",
          "object",
          "protocol",
          "repeat",
          "dice",
          "iou",
          "hd95_px",
          "cldice",
          "area_px",
          "truth_area_px",
          "truth_width_px",
          "predicted_iou",
          "seconds",
          "clicks",
          "reached",
          "dice_frame_1",
          "dice_frame_5",
          "dice_frame_20",
          "drift",
          "dice_copied",
          "failure");

  private ScoreCsv() {}

  static String of(List<CaseScore> scores) {
    List<String> strata =
        scores.stream()
            .flatMap(s -> s.subject().strata().keySet().stream())
            .distinct()
            .sorted()
            .toList();
    List<String> head = new ArrayList<>(HEAD);
    strata.forEach(s -> head.add("stratum_" + s));
    StringBuilder out = new StringBuilder(line(head));
    Map<String, Integer> patients = new LinkedHashMap<>();
    for (CaseScore s : scores) {
      int patient = patients.computeIfAbsent(s.subject().group(), g -> patients.size() + 1);
      List<String> cells = new ArrayList<>(subject(s, patient));
      cells.addAll(numbers(s));
      cells.addAll(track(s));
      cells.add(s.failure().orElse(""));
      strata.forEach(name -> cells.add(s.subject().strata().getOrDefault(name, "")));
      out.append(line(cells));
    }
    return out.toString();
  }

  private static List<String> subject(CaseScore s, int patient) {
    Subject subject = s.subject();
    return List.of(
        s.candidate(),
        subject.caseId(),
        patient + "",
        subject.object() == Subject.ALL ? "all" : subject.object() + "",
        s.protocol().name(),
        s.repeat() + "");
  }

  private static List<String> numbers(CaseScore s) {
    return List.of(
        number(s.scores().dice()),
        number(s.scores().iou()),
        number(s.scores().hd95()),
        number(s.scores().clDice()),
        s.scores().area() + "",
        s.subject().area() + "",
        number(s.subject().width()),
        number(s.predictedIou()),
        number(s.seconds()),
        s.effort().map(e -> e.clicks() + "").orElse(""),
        s.effort().map(e -> e.reached() + "").orElse(""));
  }

  private static List<String> track(CaseScore s) {
    return s.track()
        .map(
            t ->
                List.of(
                    number(t.at(1)),
                    number(t.at(5)),
                    number(t.at(20)),
                    number(t.drift()),
                    number(t.copiedMean())))
        .orElse(List.of("", "", "", "", ""));
  }

  private static String number(double value) {
    return Double.isFinite(value) ? Double.toString(value) : "";
  }

  private static String line(List<String> cells) {
    return cells.stream().map(ScoreCsv::cell).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String cell(String text) {
    boolean quoted = text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
