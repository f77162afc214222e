// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.doctor;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.engine.EngineProvider;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.image.Image;
import io.github.medsam2.model.xca.XcaNano;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Examines every engine of this machine. */
public final class Checkup {
  /** Logits are of the order of 1; memories are rounded to bfloat16, which may fall either way. */
  private static final double TOLERANCE = 0.02;

  private static final int SIDE = 512;

  private final Console console;
  private final ModelOptions options;
  private final Map<String, float[]> numbers = new LinkedHashMap<>();
  private final List<Map<String, Object>> engines = new ArrayList<>();
  private boolean sound = true;

  /** Tells it here; engines run with these options. */
  public Checkup(Console console, ModelOptions options) {
    this.console = console;
    this.options = options;
  }

  /** The numbers to record, of the preferred engine. */
  public static String record(ModelOptions options) {
    return Golden.text(SelfTest.run(options));
  }

  /**
   * Examines them.
   *
   * @throws MedSam2Exception when an engine computes something else than it should, or none runs
   */
  public void run() {
    Machine.tell(console);
    for (EngineProvider provider : Engines.providers()) {
      examine(provider);
    }
    if (numbers.size() > 1) {
      between();
    }
    console.put("engines", engines);
    Machine.tellMemory(console);
    console.say("what leaves this machine: nothing; no network is used, no home folder written to");
    console.put("leavesTheMachine", List.of());
    if (numbers.isEmpty() || !sound) {
      throw new MedSam2Exception(
          "doctor",
          "every engine within " + TOLERANCE + " of the recorded numbers",
          numbers.isEmpty() ? "no engine that runs" : "one that is not",
          "see the lines above; use another --engine, and report this machine");
    }
    console.say("sound: every engine here computes what it should");
  }

  private void examine(EngineProvider provider) {
    Map<String, Object> said = new LinkedHashMap<>();
    said.put("name", provider.name());
    engines.add(said);
    String reason = provider.unavailableBecause();
    said.put("available", reason.isEmpty());
    if (!reason.isEmpty()) {
      said.put("reason", reason);
      console.say("engine " + provider.name() + ": not here. " + reason);
      return;
    }
    console.note("examining " + provider.name());
    ModelOptions on = options.engine(provider.name());
    float[] found = SelfTest.run(on);
    numbers.put(provider.name(), found);
    double error = Golden.largestError(found, Golden.recorded());
    boolean good = error <= TOLERANCE;
    sound &= good;
    String version = Machine.version(provider.name());
    double[] seconds = speed(on);
    said.put("version", version);
    said.put("trains", provider.trains());
    said.put("largestError", error);
    said.put("sound", good);
    said.put("embedSeconds", seconds[0]);
    said.put("promptSeconds", seconds[1]);
    console.say(
        String.format(
            Locale.ROOT,
            "engine %s, %s%s: largest error %.2g of the recorded numbers, %s; xca-nano at %d"
                + " pixels: embed %.0f ms, prompt %.0f ms",
            provider.name(),
            version,
            provider.trains() ? ", trains" : "",
            error,
            good ? "sound" : "WRONG",
            SIDE,
            1e3 * seconds[0],
            1e3 * seconds[1]));
  }

  private void between() {
    List<float[]> all = new ArrayList<>(numbers.values());
    double error = 0;
    for (float[] other : all) {
      error = Math.max(error, Golden.largestError(all.get(0), other));
    }
    boolean good = error <= TOLERANCE;
    sound &= good;
    console.say(
        String.format(
            Locale.ROOT,
            "between engines %s: largest difference %.2g, %s",
            numbers.keySet(),
            error,
            good ? "sound" : "WRONG"));
    console.put("betweenEngines", error);
  }

  /** Seconds of an image's embedding and of a prompt, the second time, when all is warm. */
  private static double[] speed(ModelOptions options) {
    Image image = Image.gray8(SIDE, SIDE, new byte[SIDE * SIDE]);
    double[] seconds = new double[2];
    try (MedSam2 model = XcaNano.load(options.imageSize(SIDE))) {
      for (int i = 0; i < 2; i++) {
        long begun = System.nanoTime();
        try (ImageEmbedding embedding = model.embed(image)) {
          seconds[0] = (System.nanoTime() - begun) / 1e9;
          begun = System.nanoTime();
          model.prompt(embedding).box(100, 100, 300, 300).predict();
          seconds[1] = (System.nanoTime() - begun) / 1e9;
        }
      }
    }
    return seconds;
  }
}
