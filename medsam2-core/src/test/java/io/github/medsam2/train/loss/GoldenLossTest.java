// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.engine.StepResult;
import io.github.medsam2.engine.Training;
import io.github.medsam2.engine.TrainingSetup;
import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.engine.contract.MapWeights;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The operations of losses make the original's losses and gradients. */
class GoldenLossTest {
  private static final int OBJECTS = 3;
  private static final int SIDE = 16;

  /** Two frames of a step with three masks and one with a single mask, all of them leaves. */
  private record Frames(Golden golden) implements TrainingStep {
    @Override
    public String name() {
      return "frames";
    }

    @Override
    public <T> Loss<T> build(LossOps<T> ops) {
      Map<String, T> report = new HashMap<>();
      LossParts<T> total = null;
      for (int frame = 0; frame < 2; frame++) {
        T truth = ops.constant(truth(golden, frame));
        for (int step = 0; step < 2; step++) {
          String at = "frame" + frame + ".step" + step + ".";
          T logits = ops.param(at + "logits");
          T iou = ops.param(at + "iou");
          T score = ops.param(at + "object_score");
          MaskLoss<T> masks = MaskLoss.of(ops, logits, truth);
          report.put(at + "focal", masks.focal());
          report.put(at + "dice", masks.dice());
          report.put(at + "iou_l1", ops.abs(ops.sub(iou, masks.overlap())));
          LossParts<T> parts =
              new SamLoss<>(ops, logits, iou, score, truth, LossWeights.ORIGINAL).parts();
          total = total == null ? parts : total.plus(ops, parts);
        }
      }
      LossParts<T> mean = Objects.requireNonNull(total).over(ops, OBJECTS);
      report.put("total.loss_mask", mean.focal());
      report.put("total.loss_dice", mean.dice());
      report.put("total.loss_iou", mean.iou());
      report.put("total.loss_class", mean.presence());
      return new Loss<>(mean.total(), report);
    }
  }

  private static HostTensor truth(Golden golden, int frame) {
    byte[] all = golden.bytes("targets");
    float[] values = new float[OBJECTS * SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = all[frame * values.length + i];
    }
    return HostTensor.of(values, OBJECTS, 1, SIDE, SIDE);
  }

  @Test
  void lossesAndTheirGradients() {
    Golden golden = Golden.shared("train/losses");
    Map<String, HostTensor> leaves = new LinkedHashMap<>();
    for (String at :
        new String[] {"frame0.step0", "frame0.step1", "frame1.step0", "frame1.step1"}) {
      for (String name : new String[] {".logits", ".iou", ".object_score"}) {
        leaves.put(at + name, golden.get(at + name));
      }
    }
    try (Engine engine = Engines.open("torch", EngineOptions.DEFAULT.withThreads(1));
        Training training = engine.train(TrainingSetup.all(MapWeights.inMemory(leaves)))) {
      StepResult result = training.accumulate(new Frames(golden));
      float total = golden.floats("total.core_loss")[0];
      assertThat(result.loss()).isCloseTo(total, within(1e-6 * total));
      result
          .report()
          .forEach((name, value) -> golden.assertClose(name, value.toFloatArray(), 1e-6, false));
      assertThat(training.gradients()).containsOnlyKeys(leaves.keySet());
      training
          .gradients()
          .forEach((key, g) -> golden.assertClose(key + ".grad", g.toFloatArray(), 1e-4, true));
    }
  }
}
