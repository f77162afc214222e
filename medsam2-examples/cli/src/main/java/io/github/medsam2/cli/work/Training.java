// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.work;

import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.data.Split;
import io.github.medsam2.train.Progress;
import io.github.medsam2.train.Trainer;
import io.github.medsam2.train.TrainerOptions;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A training run in a folder, which goes on where it was stopped. */
public final class Training {
  private static final long PAUSE = 10_000_000_000L;

  private Training() {}

  /**
   * Runs it to its end.
   *
   * @param done told of the trainer at the end
   */
  public static void run(
      Weights weights,
      Split split,
      Path folder,
      TrainerOptions options,
      Console console,
      Consumer<Trainer> done) {
    console.note(split.train().size() + " cases teach, " + split.validation().size() + " judge");
    try (Trainer trainer = Trainer.open(weights, split, folder, options)) {
      if (trainer.updates() > 0) {
        console.note("goes on after update " + trainer.updates());
      }
      Teller teller = new Teller(console);
      trainer.run(teller);
      console.say(teller.last());
      console.put("updates", trainer.updates());
      console.put("bestDice", teller.best());
      done.accept(trainer);
    }
  }

  /** Tells every judgement, and how it goes every now and then. */
  public static final class Teller implements Predicate<Progress> {
    private final Console console;
    private long told = System.nanoTime();
    private String last = "this run was done already";
    private double best = Double.NaN;

    /** Tells it here. */
    public Teller(Console console) {
      this.console = console;
    }

    @Override
    public boolean test(Progress progress) {
      last = progress.toString();
      best = progress.best();
      long now = System.nanoTime();
      if (progress.dice().isPresent() || now - told > PAUSE) {
        told = now;
        console.note(last);
      }
      return true;
    }

    String last() {
      return last;
    }

    double best() {
      return best;
    }
  }
}
