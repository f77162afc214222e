// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Presets;
import io.github.medsam2.ops.Program.Role;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.testing.RuleCheckpoint;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * A program, not a test: how far either preset is from what the original calculated, with weights
 * from a rule. Prints the table of {@code docs/speed.md}.
 */
final class PresetGoldens {
  private static final int FIRST = 2;
  private static final int LAST = 4;

  /** One row of the table under each preset. */
  private final Map<String, String[]> rows = new TreeMap<>();

  private PresetGoldens() {}

  /** Takes no words. */
  public static void main(String[] words) {
    PresetGoldens all = new PresetGoldens();
    all.measure(0, Set.of());
    all.measure(1, Set.of(Role.IMAGE, Role.MEMORY));
    all.print(System.out);
  }

  private void measure(int preset, Set<Role> rounded) {
    ModelConfig config = Presets.sam21Tiny();
    Golden features = Golden.shared("sam21_tiny_512_features");
    Golden steps = Golden.shared("sam21_tiny_512_video_box");
    EngineOptions options = EngineOptions.DEFAULT.withThreads(2).withInt8(rounded);
    try (Stations s =
        new Stations(Engines.open("onnx", options), RuleCheckpoint.of(config), config)) {
      IntFunction<HostTensor> frames = GoldenInputs.slices(features.get("volume"), 512);
      Tracker t = new Tracker(s, frames, LAST + 1);
      EncodedImage image = t.encode(FIRST);
      row(preset, "features", features, "F2", GoldenInputs.channelsFirst(image.tokens().toHost()));
      row(preset, "features, half", features, "F1", floats(image, Slots.HALF));
      row(preset, "features, quarter", features, "F0", floats(image, Slots.QUARTER));
      Prompts box = Prompts.of(new BoxPrompt(10, 12, 60, 50));
      step(preset, steps, FIRST, t.prompt(FIRST, PointTokens.of(List.of(box), 80, 64, 512), false));
      for (int f = FIRST + 1; f <= LAST; f++) {
        step(preset, steps, f, t.track(f, false));
      }
    }
  }

  private static float[] floats(EncodedImage image, io.github.medsam2.ops.Slot slot) {
    return image.get(slot).toHost().toFloatArray();
  }

  private void step(int preset, Golden golden, int frame, Tracker.Step step) {
    row(preset, "logits, frame " + frame, golden, "fwd.frame" + frame + ".low_res", step.low());
    row(
        preset,
        "pointer, frame " + frame,
        golden,
        "fwd.frame" + frame + ".obj_ptr",
        step.pointer());
  }

  private void row(int preset, String what, Golden golden, String name, float[] found) {
    float[] expected = golden.floats(golden.has(name) ? name : name + ".every");
    int step = (found.length + expected.length - 1) / expected.length;
    double worst = 0;
    double squares = 0;
    int same = 0;
    for (int i = 0; i < expected.length; i++) {
      worst = Math.max(worst, Math.abs(expected[i] - found[i * step]));
      squares += (double) expected[i] * expected[i];
      same += expected[i] > 0 == found[i * step] > 0 ? 1 : 0;
    }
    double rms = Math.sqrt(squares / expected.length);
    String cell =
        String.format(
            Locale.ROOT, "%.1e | %.3f %%", worst / rms, 100 - 100.0 * same / expected.length);
    rows.computeIfAbsent(what, w -> new String[2])[preset] = cell;
  }

  private void print(PrintStream out) {
    out.println("| | EXACT, largest over rms | of another sign | FAST | of another sign |");
    out.println("|---|---|---|---|---|");
    rows.forEach(
        (what, cells) -> out.println("| " + what + " | " + String.join(" | ", cells) + " |"));
  }
}
