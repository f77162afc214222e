//# # Fine-tune
//# Four frames of the phantom, two updates at 128 pixels: this shows the calls and learns nothing. Real runs take
//# hundreds of updates at 512 pixels; a run that is killed goes on where it was.

import io.github.medsam2.checkpoint.*;
import io.github.medsam2.model.xca.*;
import io.github.medsam2.train.*;

var a = angiogram();
List<Sample> samples = new ArrayList<>();
for (int i = 7; i < 11; i++) {
  samples.add(Sample.of("frame " + i, "patient " + i, a.cine().frame(i), List.of(SampleObject.of(a.truth(i)))));
}
Split split = Split.byGroup(SampleSet.of(samples), 0.25, 1);
Path run = Files.createTempDirectory("medsam2-run-");

//# The trainer keeps its state in the folder, and the best weights of the run.

try (Checkpoint base = XcaNano.weights();
    Trainer trainer = Trainer.open(base, split, run, TrainerOptions.of(2).imageSize(128).batch(1))) {
  trainer.run(progress -> {
    System.out.printf(Locale.ROOT, "update %d of %d, loss %.2f%n", progress.update(), progress.updates(), progress.loss());
    return true;
  });
  trainer.exportBest(run.resolve("ours.safetensors"));
}
System.out.println(io.github.medsam2.hub.WeightsInfo.of(run.resolve("ours.safetensors")).describe());
