// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.cli.given.CasesGiven;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.given.ProtocolsGiven;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.work.Judgement;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.evaluate.Candidate;
import io.github.medsam2.evaluate.Comparison;
import io.github.medsam2.evaluate.ComparisonResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which of two models is better on cases whose masks are known. */
@CommandLine.Command(
    name = "compare",
    header = "Compares a model with another one, or with an adapter, on your cases.",
    description = {
      "",
      "All are asked alike, case by case; differences have intervals by patient. Written:"
          + " comparison.html, scores.csv, scores.jsonl.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 compare cases --model MedSAM2_latest.pt --with ours.pt --out comparison",
      "Example: medsam2 compare cases --with our-adapter --with sam3.pt --concepts vessel"
    })
final class Compare extends io.github.medsam2.cli.shell.Command {

  @Mixin private CasesGiven cases = new CasesGiven();
  @Mixin private ModelChoice model = new ModelChoice();
  @Mixin private ProtocolsGiven protocols = new ProtocolsGiven();

  @Option(
      names = "--with",
      paramLabel = "FILE",
      required = true,
      order = 5,
      description =
          "another: weights, or the folder of an adapter, which is put beside --model; xca-nano"
              + " for the built-in model; repeatable")
  private List<Path> others = new ArrayList<>();

  @Option(
      names = "--concepts",
      paramLabel = "WORDS",
      arity = "0..1",
      fallbackValue = "",
      order = 6,
      description =
          "ask SAM 3 a second time for all instances of what the box holds, and judge the one about"
              + " the box; with words beside it, if given")
  private @Nullable String concepts;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-compare",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    SampleSet set = cases.read(console);
    List<OpenModel> open = new ArrayList<>();
    try {
      open.add(model.open());
      others.forEach(other -> open.add(open(other)));
      console.note(
          "models: " + open.stream().map(OpenModel::toString).collect(Collectors.joining("; ")));
      console.put("models", open.stream().map(OpenModel::described).toList());
      judge(console, set, candidates(open));
    } finally {
      open.forEach(OpenModel::close);
    }
  }

  private void judge(Console console, SampleSet set, Map<String, Candidate> candidates) {
    List<String> names = List.copyOf(candidates.keySet());
    String first = names.get(0);
    List<String> rest = names.subList(1, names.size());
    Comparison comparison = Comparison.of(set).title(String.join(", ", rest) + " against " + first);
    for (Map.Entry<String, Candidate> c : candidates.entrySet()) {
      comparison = comparison.candidate(c.getKey(), c.getValue());
    }
    Judgement judgement = new Judgement(console);
    ComparisonResult result =
        judgement.run(comparison, protocols.chosen(set), out, "comparison.html");
    rest.forEach(other -> judgement.tellDifference(result, first, other));
  }

  /** Each model by boxes, and SAM 3 by concepts, which is another question. */
  private Map<String, Candidate> candidates(List<OpenModel> open) {
    Map<String, Candidate> all = new LinkedHashMap<>();
    for (int i = 0; i < open.size(); i++) {
      OpenModel m = open.get(i);
      Path adapter = i > 0 && isAdapter(others.get(i - 1)) ? others.get(i - 1) : null;
      String name = m.name() + (adapter == null ? "" : " with " + adapter.getFileName());
      if (m.takesBoxes()) {
        all.put(free(all, m.findsConcepts() ? name + " (PVS)" : name), Candidate.of(m.model()));
      }
      if (m.findsConcepts() && concepts != null) {
        Candidate asked =
            concepts.isEmpty()
                ? Candidate.ofConcepts(m.model())
                : Candidate.ofConcepts(m.model(), concepts);
        all.put(free(all, name + " (PCS, box as example)"), asked);
      }
    }
    if (all.size() < 2) {
      throw misused("nothing to compare with; give --with FILE, or --concepts for SAM 3");
    }
    return all;
  }

  private static String free(Map<String, Candidate> taken, String name) {
    return taken.containsKey(name) ? free(taken, name + " (other)") : name;
  }

  private OpenModel open(Path other) {
    if (isAdapter(other)) {
      return OpenModel.open(
          model.base().file(), AdapterStack.of(Adapter.read(other)), model.base().options());
    }
    Optional<Path> file =
        other.toString().equals(OpenModel.BUILT_IN) ? Optional.empty() : Optional.of(other);
    return OpenModel.open(file, AdapterStack.NONE, model.base().options());
  }

  /** A folder of Hugging Face's holds weights; an adapter's folder says so. */
  private static boolean isAdapter(Path other) {
    return Files.isDirectory(other) && !Files.exists(other.resolve("model.safetensors"));
  }
}
