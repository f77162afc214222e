// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.Direction;
import io.github.medsam2.FrameResult;
import io.github.medsam2.MedSam2;
import io.github.medsam2.SessionOptions;
import io.github.medsam2.VideoSession;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * What a frame of a long cine costs once the memory bank is full, with one and two objects, with
 * and without embedding the next frame ahead; and what a slice of a volume costs that is followed
 * both ways. The cines advance in turns of a few frames, so that a change of the machine's speed
 * meets all of them.
 */
final class TrackedFrames {
  /** Frames until 7 maps and 16 pointers are remembered. */
  private static final int FULL = 16;

  private static final int TURN = 3;
  private static final int TURNS = 5;
  private static final int SLICES = 40;

  private TrackedFrames() {}

  static void run(Arguments arguments, PrintStream out) {
    out.println(Machine.describe());
    Path file = arguments.checkpoint();
    int turns = arguments.runs(TURNS);
    for (EngineSetup setup : arguments.setups()) {
      double frame;
      try (MedSam2 model = EmbedAndPrompt.open(file, setup)) {
        out.println();
        out.println("| engine | threads | what | median ms | least ms | CPU ms | load |");
        out.println("|---|---|---|---|---|---|---|");
        frame = frames(model, setup, turns, out);
        volumes(model, setup, out);
      }
      Report.tracked(file, setup, frame, out);
    }
  }

  /** Returns the median of a frame with one object, embedded when it is needed. */
  private static double frames(MedSam2 model, EngineSetup setup, int turns, PrintStream out) {
    List<Cine> cines = new ArrayList<>();
    try {
      for (int objects = 1; objects <= 2; objects++) {
        cines.add(new Cine(model, objects, false, FULL + turns * (TURN + 1)));
        cines.add(new Cine(model, objects, true, FULL + turns * (TURN + 1)));
      }
      for (int i = 0; i < turns; i++) {
        cines.forEach(Cine::turn);
      }
      cines.forEach(c -> row(setup, c.name(), c.timing(), out));
      return cines.get(0).timing().median();
    } finally {
      cines.forEach(Cine::close);
    }
  }

  private static void volumes(MedSam2 model, EngineSetup setup, PrintStream out) {
    for (boolean ahead : new boolean[] {false, true}) {
      SessionOptions options = SessionOptions.defaults().prefetch(ahead);
      try (VideoSession volume = model.session(new SyntheticCine(SLICES), options)) {
        prompt(volume, 0, SLICES / 2);
        Timing t = Timing.of(1, () -> volume.propagate(Direction.BOTH).run());
        String name = "slice of " + SLICES + ", both directions" + how(ahead);
        row(setup, name, t.over(SLICES), out);
      }
    }
  }

  private static String how(boolean ahead) {
    return ahead ? ", next one embedded ahead" : "";
  }

  private static String prompt(VideoSession session, int object, int frame) {
    String name = "object " + object;
    session.object(name).on(frame).box(170 + 20 * object, 150, 330, 310);
    return name;
  }

  static void row(EngineSetup setup, String name, Timing t, PrintStream out) {
    out.println(
        String.format(
            Locale.ROOT,
            "| %s | %s | %.1f | %.1f | %.1f | %s |",
            setup,
            name,
            t.median(),
            t.least(),
            t.processor(),
            Machine.load()));
  }

  /** A cine with a full bank that is advanced in turns. */
  private static final class Cine implements AutoCloseable {
    private final boolean ahead;
    private final VideoSession session;
    private final List<String> objects = new ArrayList<>();
    private final Iterator<FrameResult> results;
    private final List<Timing> turns = new ArrayList<>();

    Cine(MedSam2 model, int count, boolean ahead, int frames) {
      this.ahead = ahead;
      session = model.session(new SyntheticCine(frames), SessionOptions.defaults().prefetch(ahead));
      for (int i = 0; i < count; i++) {
        objects.add(prompt(session, i, 0));
      }
      results = session.propagate(Direction.FORWARD).iterator();
      for (int i = 0; i < FULL; i++) {
        next();
      }
    }

    String name() {
      return "frame, " + objects.size() + " object(s)" + how(ahead);
    }

    /** The first frame of a turn is not timed: its features may have come while others ran. */
    void turn() {
      next();
      turns.add(Timing.of(TURN, this::next));
    }

    private void next() {
      FrameResult result = results.next();
      objects.forEach(result::mask);
    }

    Timing timing() {
      double[] medians = turns.stream().mapToDouble(Timing::median).toArray();
      double least = turns.stream().mapToDouble(Timing::least).min().orElse(Double.NaN);
      double processor = turns.stream().mapToDouble(Timing::processor).min().orElse(Double.NaN);
      return new Timing(Timing.median(medians), least, processor);
    }

    @Override
    public void close() {
      session.close();
    }
  }
}
