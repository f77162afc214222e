// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.data.warp.WarpedClips;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.train.QuietMemory;
import io.github.medsam2.train.TrainerOptions;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Path;
import java.util.List;

/**
 * Teaches xca-nano to follow what it finds: {@code TrainXcaMemory ARCADE RUN [UPDATES [FROM
 * [quiet]]]}, with folders and results as of {@link TrainXca}. Memory and the score of presence
 * learn, on stills that are made to move and on phantom cines; what finds objects on images stays.
 * {@code quiet} for weights whose memory was never trained.
 */
public final class TrainXcaMemory {
  private static final double RATE = 1e-3;
  private static final int FRAMES = 4;
  private static final int JUDGED = 8;
  private static final int JUDGED_FRAMES = 8;
  private static final int SEEN = 8;

  private TrainXcaMemory() {}

  /** The program. */
  public static void main(String... arguments) {
    if (arguments.length < 2 || arguments.length > 5) {
      throw new IllegalArgumentException("give: ARCADE RUN [UPDATES [CHECKPOINT [quiet]]]");
    }
    Path run = Path.of(arguments[1]);
    long updates = arguments.length > 2 ? Long.parseLong(arguments[2]) : 600;
    XcaData data = new XcaData(Path.of(arguments[0]));
    SampleSet clips = new WarpedClips(data.train(), FRAMES, 7).and(XcaData.phantomClips(run));
    SampleSet judged = new WarpedClips(data.judged().part(0, JUDGED), JUDGED_FRAMES, 3);
    try (Checkpoint from =
        arguments.length > 3 ? Checkpoint.open(Path.of(arguments[3])) : XcaNano.weights()) {
      Weights start =
          arguments.length > 4 ? QuietMemory.begin(from, data.train().part(0, SEEN)) : from;
      TrainXca.train(start, new Split(clips, judged), run, options(updates));
    }
  }

  private static TrainerOptions options(long updates) {
    return TrainerOptions.of(updates)
        .imageSize(512)
        .batch(2)
        .mostObjects(2)
        .clipFrames(FRAMES)
        .clip(1)
        .keys(
            KeySelection.only(
                "memory_attention.*",
                "memory_encoder.*",
                "maskmem_tpos_enc",
                "no_mem*",
                "no_obj*",
                "obj_ptr*",
                "mask_downsample.*",
                "sam_mask_decoder.pred_obj_score_head.*"))
        .losses(LossWeights.ORIGINAL.withOthers(0.3))
        .prompts(
            PromptRecipe.small()
                .withFirst(0.4, 0.8)
                .withCorrections(new Corrections(List.of(0.9, 0.1))))
        .rates(
            new RatePlan(
                RATE, RATE, 1, 0.01, new Schedule(Math.min(10, updates / 10), updates, 0.05)))
        .averageDecay(0.98)
        .threads(1)
        .evaluateEvery(Math.max(100, updates / 3))
        .saveEvery(10);
  }
}
