// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.model.xca;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.StoredTensor;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.coronary.CoronaryHeads;
import io.github.medsam2.data.Augmentation;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.data.warp.WarpedClips;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.coronary.CoronaryConfig;
import io.github.medsam2.net.tracker.Departures;
import io.github.medsam2.qca.anatomy.SegmentTree;
import io.github.medsam2.sampling.BoxNoise;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.sampling.WordRecipe;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.TrainerOptions;
import io.github.medsam2.train.coronary.CoronaryPlaces;
import io.github.medsam2.train.coronary.CoronaryReadings;
import io.github.medsam2.train.loss.DenseLoss;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What xca-nano learns, one after the other: what learns later leaves alone what learnt before. */
public enum XcaStage {
  /** All of it but its memory: masks by boxes, clicks and words, and what is read of them. */
  IMAGES(900) {
    @Override
    TrainerOptions options(XcaData data, Path run, long updates) {
      return common(updates, 4e-4, 0.05)
          .batch(4)
          .mostObjects(5)
          .dense(new DenseLoss(0.3, 0.05, 12, 0.1))
          .augmentation(unmirrored())
          .words(new WordRecipe(0.1, 0.05, 0.5))
          .readings(readings(data, run), 0.05)
          .prompts(clicks(0, 0.7, 0.55, 0.3, 0.15))
          .averageDecay(0.995)
          .evaluateEvery(120)
          .saveEvery(20);
    }
  },

  /** What prompts mean, on images that are embedded once: many more objects in the same time. */
  PROMPTS(600) {
    @Override
    TrainerOptions options(XcaData data, Path run, long updates) {
      return common(updates, 5e-4, 0.02)
          .batch(4)
          .mostObjects(5)
          .keys(KeySelection.only("sam_mask_decoder.*", "sam_prompt_encoder.*"))
          .cacheEmbeddings(6L << 30)
          .words(new WordRecipe(0.1, 0.2, 0.5))
          .prompts(clicks(0, 0.6, 0.35, 0.2, 0.25, 0.2).withBoxes(BoxNoise.HASTY, 8))
          .averageDecay(0.99)
          .evaluateEvery(100)
          .saveEvery(20);
    }
  },

  /** What is read of masks, while the rest stays. */
  READINGS(1200) {
    @Override
    Split split(XcaData data, Path run) {
      SampleSet segments = data.trainWithStenoses().and(XcaData.phantoms(run));
      return new Split(segments.and(data.markedStenoses(run)), data.judged());
    }

    @Override
    TrainerOptions options(XcaData data, Path run, long updates) {
      return masksStay(updates, 1e-3)
          .batch(8)
          .mostObjects(8)
          .keys(KeySelection.only("reading_heads.*"))
          .readings(readings(data, run), 0);
    }
  },

  /** Where named segments lie; masks are as they are, so one of an image is enough. */
  PLACES(700) {
    @Override
    TrainerOptions options(XcaData data, Path run, long updates) {
      return masksStay(updates, 2e-3)
          .batch(24)
          .mostObjects(1)
          .keys(KeySelection.only("text_prompt_encoder.places.*"))
          .beside(new CoronaryPlaces(1, 0.5));
    }
  },

  /** Memory, on stills that are made to move and phantom cines; images are embedded once. */
  MEMORY(260) {
    @Override
    Split split(XcaData data, Path run) {
      return new Split(
          data.moved(run, STILLS, CLIP).and(XcaData.phantomClips(run)),
          new WarpedClips(data.judged().part(0, 8), 2 * CLIP, 3));
    }

    @Override
    TrainerOptions options(XcaData data, Path run, long updates) {
      return common(updates, 1e-3, 0.01)
          .imageSize(384) // a third of the time
          .losses(LossWeights.THIN_OBJECTS.withPresence(0.1))
          .batch(2)
          .mostObjects(2)
          .clipFrames(CLIP)
          .cacheEmbeddings(7L << 30)
          .keys(
              KeySelection.only(
                  "memory_attention.*",
                  "memory_encoder.*",
                  "maskmem_tpos_enc",
                  "no_mem_pos_enc",
                  "no_obj*",
                  "obj_ptr*",
                  "mask_downsample.*",
                  "sam_mask_decoder.pred_obj_score_head.*"))
          .prompts(clicks(0.5, 0.9, 0.95, 0.05))
          .averageDecay(0.98)
          .evaluateEvery(130)
          .saveEvery(20);
    }
  };

  private static final int CLIP = 4;

  /** As many clips as can be kept embedded. */
  private static final int STILLS = 120;

  private static final long SEED = 12;

  private final long updates;

  XcaStage(long updates) {
    this.updates = updates;
  }

  /** About as many as the weights in this jar had; their card has the exact course. */
  long updates() {
    return updates;
  }

  Weights start(Weights from, XcaData data) {
    boolean there = ConfigInference.infer(from).extension().equals(CoronaryConfig.ALL);
    return painted(there ? from : CoronaryHeads.addTo(from, SEED));
  }

  /**
   * With boxes and clicks that are shown painted, too, answers that are fitted to boxes, and the
   * single mask for what has one meaning.
   */
  private static Weights painted(Weights from) {
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    from.keys().forEach(key -> all.put(key, from.get(key)));
    StoredTensor sure = new StoredTensor(HostTensor.of(new float[] {10}, 1), null);
    all.put(Departures.FILLED_BOXES, sure);
    all.put(Departures.PAINTED_CLICKS, sure);
    all.put(Departures.FITTED_BOXES, sure);
    all.put(Departures.ONE_MASK, sure);
    return Checkpoint.of(from.source(), all);
  }

  Split split(XcaData data, Path run) {
    return new Split(segments(data, run), data.judged());
  }

  private static SampleSet segments(XcaData data, Path run) {
    return data.train().and(XcaData.phantoms(run));
  }

  abstract TrainerOptions options(XcaData data, Path run, long updates);

  private static TrainerOptions common(long updates, double rate, double decay) {
    return TrainerOptions.of(updates)
        .imageSize(512)
        .clip(1)
        .rates(
            new RatePlan(
                rate, rate, 1, decay, new Schedule(Math.min(30, updates / 10), updates, 0.02)))
        .losses(LossWeights.THIN_OBJECTS)
        .threads(1);
  }

  /** What learns of images that are embedded once, while masks stay as they are. */
  private static TrainerOptions masksStay(long updates, double rate) {
    return common(updates, rate, 0.05)
        .cacheEmbeddings(5L << 30)
        .prompts(clicks(0, 1, 1.0))
        .averageDecay(0.99)
        .evaluateEvery(updates)
        .saveEvery(20);
  }

  CoronaryReadings readings(XcaData data, Path run) {
    return CoronaryReadings.of(segments(data, run), SegmentTree.neighbours());
  }

  private static PromptRecipe clicks(double masks, double boxesOfTheRest, Double... corrections) {
    return PromptRecipe.small()
        .withBoxes(BoxNoise.LOOSE, 8)
        .withFirst(masks, boxesOfTheRest)
        .withCorrections(new Corrections(List.of(corrections)));
  }

  /** ARCADE tells no view: mirrored, a left tree would be taken for what no view shows. */
  private static Augmentation unmirrored() {
    return Augmentation.ANGIOGRAPHY.withoutMirror();
  }
}
