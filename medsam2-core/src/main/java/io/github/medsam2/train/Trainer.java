// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import com.google.gson.JsonObject;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.Split;
import io.github.medsam2.engine.AdamW;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.ParameterState;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.optim.MovingAverage;
import io.github.medsam2.train.optim.Optimizer;
import io.github.medsam2.train.state.RunFolder;
import io.github.medsam2.train.state.RunState;
import io.github.medsam2.train.state.RunState.Numbers;
import io.github.medsam2.train.step.ClipStep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Predicate;

/**
 * Trains a network on images and the masks of their objects.
 *
 * <pre>{@code
 * Split split = Split.byGroup(SampleSet.of(samples), 0.2, 1);
 * try (Trainer trainer = Trainer.open(weights, split, folder, TrainerOptions.of(2000))) {
 *   trainer.run(p -> true);
 *   trainer.exportBest(Path.of("ours.pt"));
 * }
 * }</pre>
 *
 * <p>The folder holds all of a run: its states, its log in JSON lines and its best network. Opened
 * again with the same weights, samples and options, training goes on where it was last saved, also
 * after the process was killed; with the same number of threads the result is the same to the bit
 * as without the interruption. Another run is refused.
 *
 * <p>Not thread-safe. One process uses a folder at a time.
 */
public final class Trainer implements AutoCloseable {
  private final Split split;
  private final TrainerOptions options;
  private final RunFolder folder;
  private final String fingerprint;
  private final DrawnAhead batches;
  private final Engine engine;
  private final Learning learning;
  private final Training training;
  private final Optimizer optimizer;
  private final MovingAverage average;
  private final long opened = System.nanoTime();
  private final long from;
  private Numbers numbers;

  private Trainer(Weights weights, Split split, Path path, TrainerOptions options, Engine engine) {
    this.split = split;
    this.options = options;
    this.engine = engine;
    ModelConfig usual = ConfigInference.infer(weights);
    ModelConfig config = options.imageSize == 0 ? usual : usual.withImageSize(options.imageSize);
    KeyCheck.require(config, weights);
    options.requireHeads(config.extension());
    options.requireSeenAgain();
    this.learning = Learning.of(weights, config, options);
    TrainingSetup setup =
        learning.setup(options.recompute).withLastingBytes(options.embeddingBytes);
    this.batches = new DrawnAhead(new Batches(config, split.train(), options), options.updates);
    this.folder = new RunFolder(path);
    this.fingerprint = Fingerprint.of(weights, split, options);
    Optional<RunState> saved = folder.newest();
    saved.ifPresent(this::requireSame);
    this.training = engine.train(setup);
    saved.ifPresent(state -> state.parameters().forEach(training::restore));
    this.numbers = saved.map(RunState::numbers).orElse(Numbers.START);
    this.from = numbers.updates();
    folder.truncateLog(from);
    AdamW rule = AdamW.DEFAULT.withClip(options.clip);
    this.optimizer =
        new Optimizer(training, setup.weights().keys(), rule, options.rates, numbers.leftOut());
    this.average =
        new MovingAverage(
            options.averageDecay,
            options.averageDecay == 0
                ? Map.of()
                : saved.map(RunState::averages).orElseGet(this::values));
  }

  /**
   * Begins a run, or goes on with the one in the folder.
   *
   * @param weights to begin from; they must stay open
   * @param split what is learnt from and judged by
   * @param folder of the run; made where there is none
   * @throws io.github.medsam2.engine.EngineException when no engine that trains is at hand
   * @throws InvalidInputException when the folder holds another run, or the options speak of words
   *     or readings and the weights have no parts for them
   */
  public static Trainer open(Weights weights, Split split, Path folder, TrainerOptions options) {
    Engine engine = Engines.open("torch", EngineOptions.DEFAULT.withThreads(options.threads));
    Trainer trainer = null;
    try {
      trainer = new Trainer(weights, split, folder, options, engine);
      return trainer;
    } finally {
      if (trainer == null) {
        engine.close();
      }
    }
  }

  private void requireSame(RunState saved) {
    if (!saved.fingerprint().equals(fingerprint)) {
      throw new InvalidInputException(
          "folder of a training run",
          "the run of these weights, samples and options",
          "another run, at update " + saved.numbers().updates(),
          "give another folder, or what the run began with");
    }
  }

  /** Updates done so far. */
  public long updates() {
    return numbers.updates();
  }

  /** Whether all updates are done, or training ended early. */
  public boolean isDone() {
    return numbers.stopped() || numbers.updates() >= options.updates;
  }

  /**
   * Trains until all is done, or until told to stop; the state is saved in either case.
   *
   * @param goOn told after every update; false ends this call, and training may go on later
   */
  public void run(Predicate<Progress> goOn) {
    boolean wanted = true;
    while (wanted && !isDone()) {
      wanted = goOn.test(update());
      if (!wanted || isDone() || numbers.updates() % options.saveEvery == 0) {
        save();
      }
    }
  }

  private Progress update() {
    long number = numbers.updates();
    long begun = System.nanoTime();
    List<ClipStep> steps = batches.of(number);
    double loss = Double.NaN;
    JsonObject line = new JsonObject();
    line.addProperty("update", number + 1);
    if (!steps.isEmpty()) {
      Optimizer.Turn turn = optimizer.update(steps, number);
      loss = turn.moved() ? turn.loss() : Double.NaN;
      LogLine.put(line, turn, options.rates.schedule().at(number));
      average.take(training, number);
    }
    line.addProperty("seconds", (System.nanoTime() - begun) / 1e9);
    folder.log(line);
    numbers =
        new Numbers(
            number + 1, optimizer.leftOut(), numbers.best(), numbers.waited(), numbers.stopped());
    boolean due = (number + 1) % options.evaluateEvery == 0 || number + 1 == options.updates;
    OptionalDouble dice =
        due && split.validation().size() > 0
            ? OptionalDouble.of(evaluate())
            : OptionalDouble.empty();
    return new Progress(number + 1, options.updates, loss, dice, numbers.best(), left(number + 1));
  }

  private Duration left(long done) {
    double each = (double) (System.nanoTime() - opened) / (done - from);
    return Duration.ofNanos((long) (each * (options.updates - done)));
  }

  /** Judges the parameters and their averages; the better of both counts, and may be the best. */
  private double evaluate() {
    ModelOptions serving = NetworkFile.serving(options);
    Map<String, HostTensor> better = values();
    double dice = Evaluation.dice(learning.network(better), split.validation(), serving);
    JsonObject line = new JsonObject();
    line.addProperty("update", numbers.updates());
    line.addProperty("dice", dice);
    if (!average.values().isEmpty()) {
      double other =
          Evaluation.dice(learning.network(average.values()), split.validation(), serving);
      line.addProperty("averageDice", other);
      better = other > dice ? average.values() : better;
      dice = Math.max(dice, other);
    }
    folder.log(line);
    judge(dice, better);
    return dice;
  }

  private void judge(double dice, Map<String, HostTensor> learnt) {
    boolean better = dice > numbers.best();
    if (better) {
      Safetensors.write(folder.best(), learning.kept(learnt), Map.of());
    }
    int waited = better ? 0 : numbers.waited() + 1;
    numbers =
        new Numbers(
            numbers.updates(),
            numbers.leftOut(),
            Math.max(dice, numbers.best()),
            waited,
            waited >= options.patience);
  }

  private void save() {
    Map<String, ParameterState> parameters = new LinkedHashMap<>();
    training.keys().forEach(key -> parameters.put(key, training.state(key)));
    folder.save(new RunState(numbers, fingerprint, parameters, average.values()));
  }

  private Map<String, HostTensor> values() {
    Map<String, HostTensor> values = new LinkedHashMap<>();
    training.keys().forEach(key -> values.put(key, training.value(key)));
    return values;
  }

  /**
   * Writes the network as it is now under the original names: a {@code .pt} that torch loads with
   * {@code weights_only}, or {@code .safetensors}, by the ending of the file's name. What an
   * adapter learnt is merged. With {@link TrainerOptions#readings} it also says what its heads have
   * seen and, by the validation samples, how wide their intervals are.
   */
  public void export(Path file) {
    new NetworkFile(split.validation(), options).write(file, learning.network(values()));
  }

  /** Writes the network of the best evaluation; see {@link #export}. */
  public void exportBest(Path file) {
    try (Checkpoint best = best()) {
      new NetworkFile(split.validation(), options).write(file, learning.network(best.values()));
    }
  }

  /**
   * The adapter as it is now.
   *
   * @throws InvalidInputException where {@link TrainerOptions#adapter} was not asked for
   */
  public Adapter adapter() {
    requireAdapter();
    return learning.adapter(values());
  }

  /** The adapter of the best evaluation. */
  public Adapter bestAdapter() {
    requireAdapter();
    try (Checkpoint best = best()) {
      return learning.adapter(RunFolder.onHeap(best));
    }
  }

  private void requireAdapter() {
    if (learning.adapter().isEmpty()) {
      throw new InvalidInputException(
          "adapter of a training run",
          "a run of TrainerOptions.adapter",
          "one whose network learns itself",
          "export the network");
    }
  }

  private Checkpoint best() {
    if (numbers.best() < 0) {
      throw new InvalidInputException(
          "best of a training run", "an evaluation", "none yet", "take it as it is now");
    }
    return Safetensors.open(folder.best());
  }

  /** Frees the engine. What was not saved is run again when the folder is opened next. */
  @Override
  public void close() {
    batches.close();
    training.close();
    engine.close();
  }
}
