// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train;

import io.github.medsam2.ImageEmbedding;
import io.github.medsam2.MedSam2;
import io.github.medsam2.ModelOptions;
import io.github.medsam2.adapter.AdapterPlan;
import io.github.medsam2.adapter.LowRank;
import io.github.medsam2.adapter.TrainableAdapter;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.data.Sample;
import io.github.medsam2.data.SampleObject;
import io.github.medsam2.data.SampleSet;
import io.github.medsam2.data.Split;
import io.github.medsam2.data.coronary.Arcade;
import io.github.medsam2.evaluate.MaskScores;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.sampling.BoxNoise;
import io.github.medsam2.sampling.Corrections;
import io.github.medsam2.sampling.PromptRecipe;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.train.optim.KeySelection;
import io.github.medsam2.train.optim.RatePlan;
import io.github.medsam2.train.optim.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What an adapter gains of what full fine-tuning gains when images change: {@code folder weights
 * arcade/syntax updates side threads train choose test}, the last three being numbers of images: of
 * ARCADE train the first to train on, the next ones to choose rates by, and of ARCADE val the first
 * to report. Of each image all segments that fit a window of {@code side} pixels, the window
 * blurred and inverted. Equal updates, samples and prompts; exact boxes judge, on the engine that
 * serves. Started again it goes on where it was.
 */
final class AdapterStudy {
  private static final int DRAWS = 2000;
  private static final String BLOCKS = "image_encoder.trunk.blocks.*.";

  private final Path folder;
  private final Weights base;
  private final Split split;
  private final SampleSet test;
  private final long updates;
  private final int side;
  private final int threads;
  private double[] before = {};
  private double[] full = {};

  private AdapterStudy(String[] args, Weights base) {
    this.folder = Path.of(args[0]);
    this.base = base;
    this.updates = Long.parseLong(args[3]);
    this.side = Integer.parseInt(args[4]);
    this.threads = Integer.parseInt(args[5]);
    int learnt = Integer.parseInt(args[6]);
    int choosing = Integer.parseInt(args[7]);
    SampleSet train = Arcade.segments(Path.of(args[2], "train"));
    SampleSet val = Arcade.segments(Path.of(args[2], "val"));
    this.split = new Split(windows(train, 0, learnt), windows(train, learnt, learnt + choosing));
    this.test = windows(val, 0, Integer.parseInt(args[8]));
  }

  private SampleSet windows(SampleSet all, int from, int to) {
    return ShiftedImages.of(Windows.all(all, from, to, side));
  }

  public static void main(String[] args) {
    try (Checkpoint weights = Checkpoint.open(Path.of(args[1]))) {
      new AdapterStudy(args, weights).run();
    }
  }

  private void run() {
    System.out.println("| what learns | numbers | share | rate | Dice | share of the gain |");
    System.out.println("|---|---|---|---|---|---|");
    before = dice(base, test);
    row("nothing", 0, Double.NaN, before);
    double rate = bestRate(Optional.empty(), "full", 1e-4, 3e-4, 1e-3);
    full = scores("full " + rate, Optional.empty(), rate);
    row("everything", count(base), rate, full);
    Optional<AdapterPlan> usual = Optional.of(AdapterPlan.attention(8));
    double adapterRate = bestRate(usual, "rank 8", 1e-3, 3e-3, 1e-2);
    Map<String, AdapterPlan> plans = new LinkedHashMap<>();
    plans.put("rank 8", AdapterPlan.attention(8));
    plans.put(
        "rank 4, mlp, patch embedding whole", mlp(4).whole("image_encoder.trunk.patch_embed.proj"));
    plans.put("rank 4", AdapterPlan.attention(4));
    plans.put("rank 4, mlp", mlp(4));
    plans.put("rank 8, mlp", mlp(8));
    plans.put("rank 16", AdapterPlan.attention(16));
    plans.put("rank 16, mlp", mlp(16));
    plans.forEach(
        (name, plan) -> {
          double[] scores = scores(name + " " + adapterRate, Optional.of(plan), adapterRate);
          row(name, learning(plan.begin("x", base, 1)), adapterRate, scores);
        });
  }

  private static AdapterPlan mlp(int rank) {
    return AdapterPlan.attention(rank).correct(BLOCKS + "mlp.layers.*", rank);
  }

  /** The rate that is best on images that are neither trained on nor reported. */
  private double bestRate(Optional<AdapterPlan> plan, String name, double... rates) {
    double best = -1;
    double chosen = Double.NaN;
    for (double rate : rates) {
      double found = mean(dice(trained(name + " " + rate, plan, rate), split.validation()));
      System.err.printf(Locale.ROOT, "%s at %s: %.4f on choosing images%n", name, rate, found);
      chosen = found > best ? rate : chosen;
      best = Math.max(best, found);
    }
    return chosen;
  }

  private double[] scores(String name, Optional<AdapterPlan> plan, double rate) {
    return dice(trained(name, plan, rate), test);
  }

  private Weights trained(String name, Optional<AdapterPlan> plan, double rate) {
    PromptRecipe boxes =
        PromptRecipe.medSam2()
            .withFirst(0, 1)
            .withBoxes(BoxNoise.ORIGINAL, 0)
            .withCorrections(Corrections.exactly(0));
    TrainerOptions options =
        TrainerOptions.of(updates)
            .imageSize(side)
            .batch(2)
            .clip(1)
            .averageDecay(0)
            .saveEvery(1000)
            .prompts(boxes)
            .threads(threads)
            .keys(KeySelection.all());
    options = plan.isPresent() ? options.adapter(plan.get()) : options;
    options = options.rates(new RatePlan(rate, rate, 1, 0, new Schedule(5, updates, 0.05)));
    Path run = folder.resolve(name.replace(' ', '_'));
    Path file = run.resolve("last.safetensors");
    Split learnt = new Split(split.train(), SampleSet.of(List.of()));
    try (Trainer trainer = Trainer.open(base, learnt, run, options)) {
      trainer.run(p -> true);
      trainer.export(file);
    }
    return Checkpoint.open(file);
  }

  /** The mean Dice of each image's objects. */
  private double[] dice(Weights weights, SampleSet windows) {
    Map<String, List<Double>> byImage = new LinkedHashMap<>();
    ModelOptions serving = ModelOptions.defaults().threads(threads).imageSize(side);
    try (MedSam2 model = MedSam2.of(weights, serving)) {
      for (int i = 0; i < windows.size(); i++) {
        Sample sample = windows.get(i);
        try (ImageEmbedding image = model.embed(sample.image())) {
          byImage
              .computeIfAbsent(sample.group(), group -> new ArrayList<>())
              .add(dice(model, image, sample.objects()));
        }
      }
    }
    return byImage.values().stream()
        .mapToDouble(all -> all.stream().mapToDouble(Double::doubleValue).average().orElse(0))
        .toArray();
  }

  private static double dice(MedSam2 model, ImageEmbedding image, List<SampleObject> objects) {
    List<Prompts> boxes =
        objects.stream().map(o -> Prompts.of(BoxPrompt.around(o.mask()))).toList();
    var found = model.predict(image, boxes);
    double sum = 0;
    for (int o = 0; o < objects.size(); o++) {
      sum += MaskScores.overlap(found.get(o).mask(), objects.get(o).mask()).dice();
    }
    return sum / objects.size();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static long count(Weights weights) {
    return weights.keys().stream().mapToLong(key -> weights.get(key).value().shape().count()).sum();
  }

  /** Of a fused layer's outer factor two blocks in six learn, the others stay 0. */
  private static long learning(TrainableAdapter adapter) {
    long sum = 0;
    for (HostTensor whole : adapter.start().whole().values()) {
      sum += whole.shape().count();
    }
    for (Map.Entry<String, LowRank> c : adapter.start().corrections().entrySet()) {
      long outer = c.getValue().b().shape().count();
      sum += c.getValue().a().shape().count() + (c.getKey().endsWith(".qkv") ? outer / 3 : outer);
    }
    return sum;
  }

  private void row(String name, long numbers, double rate, double[] scores) {
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %.2f %% | %s | %.4f | %s |%n",
        name,
        numbers,
        100.0 * numbers / count(base),
        rate,
        mean(scores),
        full.length == 0 ? "" : share(scores));
  }

  /** With an interval of 95 % over images, drawn together for all three. */
  private String share(double[] scores) {
    SplittableRandom random = new SplittableRandom(1);
    double[] shares = new double[DRAWS];
    for (int i = 0; i < DRAWS; i++) {
      int[] drawn = random.ints(scores.length, 0, scores.length).toArray();
      shares[i] = share(scores, drawn);
    }
    Arrays.sort(shares);
    int[] each = new int[scores.length];
    Arrays.setAll(each, i -> i);
    return String.format(
        Locale.ROOT,
        "%.0f %% (%.0f to %.0f)",
        100 * share(scores, each),
        100 * shares[DRAWS / 40],
        100 * shares[DRAWS - 1 - DRAWS / 40]);
  }

  private double share(double[] scores, int[] drawn) {
    double gained = 0;
    double most = 0;
    for (int i : drawn) {
      gained += scores[i] - before[i];
      most += full[i] - before[i];
    }
    return gained / most;
  }
}
