// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch;

import io.github.medsam2.MedSam2;
import io.github.medsam2.batch.manifest.Manifest;
import io.github.medsam2.batch.manifest.Shard;
import io.github.medsam2.batch.run.CaseRunner;
import io.github.medsam2.batch.run.FolderInputs;
import io.github.medsam2.batch.run.Inputs;
import io.github.medsam2.batch.run.Settings;
import io.github.medsam2.batch.store.FolderStore;
import io.github.medsam2.batch.store.ResultStore;
import io.github.medsam2.error.InvalidInputException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Does all cases of a list.
 *
 * <pre>{@code
 * BatchReport report =
 *     Batch.of(model, Path.of("cases.jsonl"), Path.of("results")).run(progress -> true);
 * }</pre>
 *
 * <p>Started again it does what is missing: a case is done when its marker is there, which is
 * written last, and its files are as the marker says. Several processes and machines may work in
 * one folder, on parts of the list or on the same. Immutable; the model stays the caller's.
 */
public final class Batch {
  private static final int MOST_WORKERS = 64;

  private final MedSam2 model;
  private final Path manifest;
  private final Inputs inputs;
  private final ResultStore store;
  private final Settings settings;
  private final Shard shard;
  private final int workers;

  private Batch(
      MedSam2 model,
      Path manifest,
      Inputs inputs,
      ResultStore store,
      Settings settings,
      Shard shard,
      int workers) {
    this.model = model;
    this.manifest = manifest;
    this.inputs = inputs;
    this.store = store;
    this.settings = settings;
    this.shard = shard;
    this.workers = workers;
  }

  /**
   * A batch over files of this machine.
   *
   * @param manifest as {@link Manifest} describes; relative paths lead from its folder
   * @param results a folder
   */
  public static Batch of(MedSam2 model, Path manifest, Path results) {
    Path folder = Objects.requireNonNullElse(manifest.toAbsolutePath().getParent(), manifest);
    return new Batch(
        model,
        manifest,
        new FolderInputs(folder),
        new FolderStore(results),
        Settings.usual(),
        Shard.ALL,
        1);
  }

  /** With other settings. */
  public Batch settings(Settings other) {
    return new Batch(model, manifest, inputs, store, other, shard, workers);
  }

  /** Only a part of the list. */
  public Batch shard(Shard part) {
    return new Batch(model, manifest, inputs, store, settings, part, workers);
  }

  /**
   * So many cases at once, 1 to 64. One uses all cores already; more help where reading and writing
   * take long. Each may take the memory of the settings.
   */
  public Batch workers(int count) {
    if (count < 1 || count > MOST_WORKERS) {
      throw new InvalidInputException(
          "workers", "1 to " + MOST_WORKERS, count + "", "choose another number");
    }
    return new Batch(model, manifest, inputs, store, settings, shard, count);
  }

  /**
   * Does what is missing. Cases that fail for a reason that may pass are tried again at the end.
   *
   * @param goOn told after each case, one at a time; false ends the batch after the cases that run
   * @return what lies in the folder now
   */
  public BatchReport run(Predicate<BatchProgress> goOn) {
    store.sweep();
    CaseRunner runner = new CaseRunner(model, inputs, store, settings);
    long total = count();
    boolean more = true;
    for (int round = 0; more && round <= settings.retries(); round++) {
      try (Manifest lines = Manifest.open(manifest)) {
        BatchRun run = new BatchRun(runner, () -> nextOfShard(lines), total, goOn);
        more = run.all(workers) && run.mayPass();
      }
    }
    return BatchReport.of(store);
  }

  private long count() {
    long count = 0;
    try (Manifest lines = Manifest.open(manifest)) {
      while (nextOfShard(lines).isPresent()) {
        count++;
      }
    }
    return count;
  }

  private Optional<Manifest.Line> nextOfShard(Manifest lines) {
    Optional<Manifest.Line> line = lines.next();
    while (line.isPresent() && !shard.has(line.get().id())) {
      line = lines.next();
    }
    return line;
  }
}
