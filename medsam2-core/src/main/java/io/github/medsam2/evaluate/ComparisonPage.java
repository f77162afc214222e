// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A comparison as one page. */
final class ComparisonPage {
  private static final String NOTICE = "Research use only, not a medical device.";

  private final ComparisonResult result;
  private final Html page = new Html();

  ComparisonPage(ComparisonResult result) {
    this.result = result;
  }

  String html() {
    page.banner(NOTICE).heading(1, result.title());
    flow();
    ProtocolSection protocols = new ProtocolSection(result);
    protocols.masks(page);
    protocols.clicks(page);
    protocols.tracks(page);
    PartSection.differences(page, result);
    CaseSection.failures(page, result);
    primary(false).ifPresent(this::cases);
    primary(true).ifPresent(this::cases);
    times();
    page.banner(NOTICE);
    return page.page(result.title());
  }

  /** The first protocol of images, or of clips. */
  private Optional<Protocol> primary(boolean clips) {
    return result.protocols().stream().filter(p -> p.ofClips() == clips).findFirst();
  }

  private void cases(Protocol protocol) {
    PartSection.strata(page, result, protocol);
    new PictureSection(result).add(page, protocol);
    CaseSection.table(page, result, protocol);
  }

  private void flow() {
    long patients = result.scores().stream().map(s -> s.subject().group()).distinct().count();
    long objects =
        result.scores().stream()
            .map(CaseScore::subject)
            .filter(s -> s.object() != Subject.ALL)
            .map(s -> s.object() + " " + s.caseId())
            .distinct()
            .count();
    int judged = result.cases() - result.unread().size();
    page.text(judged + " cases of " + patients + " patients with " + objects + " objects.");
    if (!result.isComplete()) {
      page.warning(
          "Stopped early: " + result.cases() + " of " + result.samples().size() + " cases.");
    }
    if (!result.unread().isEmpty()) {
      page.warning(result.unread().size() + " cases could not be read; see Failures.");
    }
    List<List<String>> rows = new ArrayList<>();
    result.candidates().forEach((name, what) -> rows.add(List.of(name, what)));
    page.table(List.of("candidate", "what it is"), rows);
    Bootstrap b = result.intervals();
    page.note(
        "Masks are judged at the images' own size. Intervals: "
            + b.draws()
            + " draws of patients with replacement, percentiles, "
            + Num.percent(b.level())
            + ". Where each case is given as a patient of its own, as in sets without patient "
            + "numbers, intervals are too narrow if cases share patients. Failures count as 0.");
  }

  private void times() {
    page.heading(2, "Time and memory");
    List<List<String>> rows = new ArrayList<>();
    for (String name : result.candidates().keySet()) {
      List<CaseTime> times =
          result.times().stream().filter(t -> t.candidate().equals(name)).toList();
      double answer =
          result.scores().stream()
              .filter(s -> s.candidate().equals(name) && s.protocol() instanceof Protocol.Prompted)
              .mapToDouble(CaseScore::seconds)
              .filter(Double::isFinite)
              .average()
              .orElse(Double.NaN);
      rows.add(
          List.of(
              name,
              times.size() + "",
              Num.of(median(times.stream().mapToDouble(CaseTime::prepare).toArray()), 3),
              Num.of(answer, 3),
              Num.of(median(times.stream().mapToDouble(CaseTime::answers).toArray()), 2)));
    }
    page.table(
        List.of(
            "candidate",
            "cases",
            "seconds to look at an image, median",
            "seconds of an answer with all its clicks, mean",
            "seconds of a case with scores, median"),
        rows);
    result
        .peakMemory()
        .ifPresent(
            bytes ->
                page.note(
                    "Most memory of the process, of all candidates together: "
                        + bytes / 1_000_000
                        + " MB."));
  }

  private static double median(double[] values) {
    double[] sorted = java.util.Arrays.stream(values).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : Quantiles.of(sorted, 0.5);
  }
}
