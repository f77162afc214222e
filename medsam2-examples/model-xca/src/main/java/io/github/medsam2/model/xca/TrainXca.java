// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.LearningCurves;
import io.github.medsam2.train.Trainer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Trains xca-nano: {@code TrainXca ARCADE RUN [STAGE [UPDATES [FROM]]]}.
 *
 * <p>{@code ARCADE} is the folder of the task {@code syntax}, with {@code train} and {@code val};
 * {@code RUN} the folder of the run, which goes on where it was stopped, and of the phantoms that
 * are made for it; {@code STAGE} one of {@link XcaStage}, in any case; {@code FROM} a checkpoint to
 * begin with instead of the weights in this jar. What is best on some images of {@code val} is
 * written to {@code RUN/xca-nano.safetensors}, how it went to {@code RUN/curves.svg}.
 */
public final class TrainXca {

  private TrainXca() {}

  /** The program. */
  public static void main(String... arguments) {
    int count = arguments.length;
    if (count < 2 || count > 5) {
      throw new IllegalArgumentException("give: ARCADE RUN [STAGE [UPDATES [CHECKPOINT]]]");
    }
    XcaData data = new XcaData(Path.of(arguments[0]));
    Path run = Path.of(arguments[1]);
    XcaStage stage =
        count > 2 ? XcaStage.valueOf(arguments[2].toUpperCase(Locale.ROOT)) : XcaStage.IMAGES;
    long updates = count > 3 ? Long.parseLong(arguments[3]) : stage.updates();
    try (Checkpoint from = count > 4 ? Checkpoint.open(Path.of(arguments[4])) : XcaNano.weights();
        Trainer trainer =
            Trainer.open(
                stage.start(from, data),
                stage.split(data, run),
                run,
                stage.options(data, run, updates))) {
      trainer.run(
          progress -> {
            System.out.println(progress);
            return true;
          });
      LearningCurves.write(run, run.resolve("curves.svg"));
      Path best = run.resolve("float32.safetensors");
      trainer.exportBest(best);
      writeHalf(best, run.resolve("xca-nano.safetensors"));
    }
  }

  private static void writeHalf(Path from, Path to) {
    try (Checkpoint best = Safetensors.open(from)) {
      Map<String, HostTensor> half = new LinkedHashMap<>();
      best.keys().forEach(key -> half.put(key, best.get(key).toFloat32().toFloat16()));
      Safetensors.write(
          to, half, Map.of("format", "pt", "license", "Apache-2.0", "use", "research only"));
    }
  }
}
