// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.evaluate;

import static io.github.medsam2.error.InvalidInputException.requireGiven;

import io.github.medsam2.MedSam2;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Candidates side by side on the same cases and prompts, in one process.
 *
 * <pre>{@code
 * Comparison.of(samples).candidate("base", model).candidate("mine", tuned).run()
 *     .writeHtml(Path.of("comparison.html"));
 * }</pre>
 *
 * <p>Immutable: methods with an argument return another. It runs on the calling thread; candidates
 * must stay open meanwhile, and are not closed.
 */
public final class Comparison {
  private final Values values;

  /** What is set. */
  record Values(
      SampleSet samples,
      Map<String, Candidate> candidates,
      List<Protocol> protocols,
      Map<String, Stratum> strata,
      Bootstrap bootstrap,
      String title) {
    Values {
      candidates = Collections.unmodifiableMap(new LinkedHashMap<>(candidates));
      strata = Collections.unmodifiableMap(new LinkedHashMap<>(strata));
      protocols = List.copyOf(protocols);
    }
  }

  /**
   * How far a comparison is.
   *
   * @param done cases times candidates that are judged
   * @param total of all
   * @param candidate the one judged last
   */
  public record Progress(int done, int total, String candidate) {}

  private Comparison(Values values) {
    this.values = values;
  }

  /**
   * On these cases, by {@link Protocol#standard()}, until told otherwise.
   *
   * @param samples at least one, each id once
   */
  public static Comparison of(SampleSet samples) {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < samples.size(); i++) {
      if (!ids.add(samples.id(i))) {
        throw refused("ids that occur once", "one that occurs again", "name samples apart");
      }
    }
    if (ids.isEmpty()) {
      throw refused("at least one sample", "none", "give cases with a known answer");
    }
    return new Comparison(
        new Values(
            samples,
            Map.of(),
            Protocol.standard(),
            Map.of(),
            Bootstrap.standard(),
            "Comparison of segmentations"));
  }

  /** How good one model is on these cases, by all protocols. */
  public static ComparisonResult baseline(MedSam2 model, SampleSet samples) {
    return of(samples).candidate("baseline", model).title("Baseline").run();
  }

  /** With a model, which must stay open; see {@link Candidate#of}. */
  public Comparison candidate(String name, MedSam2 model) {
    return candidate(name, Candidate.of(requireGiven(model, "a model")));
  }

  /**
   * With one more candidate; others are compared with the first.
   *
   * @param name as tables show it, not blank, not given before
   */
  public Comparison candidate(String name, Candidate candidate) {
    if (name.isBlank() || values.candidates.containsKey(name)) {
      throw refused("a name of its own for every candidate", "another", "name candidates apart");
    }
    Map<String, Candidate> more = new LinkedHashMap<>(values.candidates);
    more.put(name, requireGiven(candidate, "a candidate"));
    return with(more, values.protocols, values.strata, values.bootstrap, values.title);
  }

  /**
   * By these protocols alone; the first that fits is the one of pictures and of the table of cases.
   */
  public Comparison protocols(Protocol... protocols) {
    if (protocols.length == 0
        || Arrays.stream(protocols).map(Protocol::name).distinct().count() < protocols.length) {
      throw refused("at least one protocol, each once", "another number", "leave out repetitions");
    }
    return with(
        values.candidates, List.of(protocols), values.strata, values.bootstrap, values.title);
  }

  /**
   * Divided in one more way, beside the width of objects and their descriptions.
   *
   * @param name such as {@code artery}
   */
  public Comparison stratum(String name, Stratum stratum) {
    Map<String, Stratum> more = new LinkedHashMap<>(values.strata);
    more.put(name, stratum);
    return with(values.candidates, values.protocols, more, values.bootstrap, values.title);
  }

  /** With intervals drawn in another way. */
  public Comparison bootstrap(Bootstrap bootstrap) {
    return with(values.candidates, values.protocols, values.strata, bootstrap, values.title);
  }

  /** With a title of the page. */
  public Comparison title(String title) {
    return with(values.candidates, values.protocols, values.strata, values.bootstrap, title);
  }

  private Comparison with(
      Map<String, Candidate> candidates,
      List<Protocol> protocols,
      Map<String, Stratum> strata,
      Bootstrap bootstrap,
      String title) {
    return new Comparison(
        new Values(values.samples, candidates, protocols, strata, bootstrap, title));
  }

  /** Judges all candidates on all cases. */
  public ComparisonResult run() {
    return run(progress -> true);
  }

  /**
   * Judges candidates on cases until all are done or it is told to stop.
   *
   * @param goOn told after every candidate on every case; false ends it, and the result holds the
   *     cases on which all candidates were judged
   */
  public ComparisonResult run(Predicate<Progress> goOn) {
    if (values.candidates.isEmpty()) {
      throw refused("at least one candidate", "none", "add a model");
    }
    return new ComparisonRun(values).run(goOn);
  }

  private static InvalidInputException refused(String expected, String found, String fix) {
    return new InvalidInputException("comparison", expected, found, fix);
  }

  /** How much is compared. */
  @Override
  public String toString() {
    return "Comparison["
        + values.samples.size()
        + " cases, candidates "
        + values.candidates.keySet()
        + ", protocols "
        + values.protocols.stream().map(Protocol::name).toList()
        + "]";
  }
}
