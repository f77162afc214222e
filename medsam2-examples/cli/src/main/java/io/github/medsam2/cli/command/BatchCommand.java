// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.batch.Batch;
import io.github.medsam2.batch.BatchProgress;
import io.github.medsam2.batch.BatchReport;
import io.github.medsam2.batch.manifest.Shard;
import io.github.medsam2.batch.output.Output;
import io.github.medsam2.batch.output.ResultWriter;
import io.github.medsam2.batch.run.Outcome;
import io.github.medsam2.batch.run.Settings;
import io.github.medsam2.batch.store.Failure;
import io.github.medsam2.batch.store.FolderStore;
import io.github.medsam2.batch.store.Marker;
import io.github.medsam2.cli.given.ModelChoice;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Form;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.image.Window;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Many cases. */
@CommandLine.Command(
    name = "batch",
    header = "Does all cases of a list, each exactly once, and goes on where it was killed.",
    description = {
      "",
      "The list has a line of JSON for each case: id, input, and prompts, recist or seg. Written"
          + " for each: result.json, and masks in the form of the input. Results lie under their"
          + " keys; --report tells which is whose. Several processes may share list and folder.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 batch cases.jsonl --out results --shard 0/8",
      "The exit code is 3 when cases failed; the report names them and why. See docs/batch.md."
    })
final class BatchCommand extends io.github.medsam2.cli.shell.Command {
  private static final int SOME_FAILED = 3;
  private static final double GIGA = 1e9;

  @Parameters(paramLabel = "LIST", arity = "0..1", description = "the list of cases, JSON lines")
  private Optional<Path> list = Optional.empty();

  @Mixin private ModelChoice model = new ModelChoice();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      order = 20,
      description = "only this part of N, counted from 0; N alone takes I from an array job")
  private Optional<String> shard = Optional.empty();

  @Option(
      names = "--workers",
      paramLabel = "N",
      order = 21,
      defaultValue = "1",
      description = "cases at once; one uses all cores already")
  private int workers;

  @Option(
      names = "--write",
      paramLabel = "KIND",
      split = ",",
      order = 22,
      defaultValue = "SEG,NIFTI,PNG",
      description = "seg, nifti, png, sr (QCA of XA); otherwise ${DEFAULT-VALUE}")
  private Set<Output> outputs = Set.of();

  @Option(
      names = "--window",
      paramLabel = "LEVEL,WIDTH",
      order = 23,
      converter = Form.GreyWindow.class,
      description = "the grey values to tell apart in 16 bits, or abdomen, lung, brain, bone, ..")
  private Optional<Window> window = Optional.empty();

  @Option(
      names = "--memory",
      paramLabel = "GB",
      order = 24,
      defaultValue = "4",
      description = "what one case may take beside the model; larger ones fail")
  private double memory;

  @Option(names = "--retry-failed", order = 25, description = "try cases again that were given up")
  private boolean again;

  @Option(
      names = "--trust-markers",
      order = 26,
      description = "take earlier results as done without reading them")
  private boolean trust;

  @Option(
      names = "--report",
      order = 27,
      description = "tell what lies in the folder, by its markers alone")
  private boolean report;

  @Option(
      names = {"-o", "--out"},
      paramLabel = "FOLDER",
      order = 50,
      defaultValue = "medsam2-batch",
      description = "where the results go; otherwise ${DEFAULT-VALUE}")
  private Path out = Path.of("");

  @Override
  protected void work(Console console) {
    if (report) {
      tell(console, BatchReport.of(new FolderStore(out)));
      return;
    }
    Path cases = list.orElseThrow(() -> misused("no list of cases; give LIST, or --report"));
    if (!Files.isRegularFile(cases)) {
      throw misused("no such list of cases: " + cases);
    }
    Shard part = shard.map(this::part).orElse(Shard.ALL);
    try (OpenModel open = model.open(window)) {
      console.note("model: " + open);
      console.put("model", open.described());
      tell(
          console,
          Batch.of(open.model(), cases, out)
              .settings(settings())
              .shard(part)
              .workers(workers)
              .run(
                  progress -> {
                    console.note(line(progress));
                    return true;
                  }));
    }
  }

  private Shard part(String text) {
    String[] numbers = text.split("/", -1);
    try {
      int last = Integer.parseInt(numbers[numbers.length - 1]);
      return numbers.length == 1
          ? Shard.ofEnvironment(System.getenv(), last)
          : new Shard(Integer.parseInt(numbers[0]), last);
    } catch (NumberFormatException e) {
      throw misused("option --shard: give I/N such as 0/8, or N in an array job");
    }
  }

  private Settings settings() {
    Settings settings =
        Settings.usual().withWriter(new ResultWriter(outputs)).withMemory((long) (memory * GIGA));
    settings = window.isPresent() ? settings.withIntensity(window.get()) : settings;
    settings = again ? settings.withQuarantined() : settings;
    return trust ? settings.withoutHashes() : settings;
  }

  private static String line(BatchProgress p) {
    String what =
        p.last() instanceof Outcome.Failed f
            ? "failed " + f.failure().id() + ": " + f.failure().reason()
            : p.last() instanceof Outcome.Done d
                ? "done " + d.marker().id()
                : "there " + ((Outcome.Already) p.last()).marker().id();
    String left = p.left().map(t -> ", " + t.toSeconds() + " s left").orElse("");
    return p.seen() + " of " + p.total() + left + ", " + what;
  }

  private static void tell(Console console, BatchReport report) {
    report.lines().forEach(console::say);
    List<Map<String, Object>> done = new ArrayList<>();
    for (Marker m : report.done()) {
      String folder = m.key().substring(0, 2) + "/" + m.folder();
      done.add(Map.of("id", m.id(), "folder", folder, "seconds", m.seconds()));
    }
    List<Map<String, Object>> failed = new ArrayList<>();
    for (Failure f : report.failed()) {
      failed.add(
          Map.of(
              "id", f.id(), "family", f.family(), "reason", f.reason(), "attempts", f.attempts()));
    }
    console.put("done", done);
    console.put("failed", failed);
    if (!failed.isEmpty()) {
      console.endWith(SOME_FAILED);
    }
  }
}
