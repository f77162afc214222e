// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime.concept;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.net.concept.ConceptConfig;
import io.github.medsam2.net.concept.ConceptInputs;
import io.github.medsam2.net.concept.ConceptSlots;
import io.github.medsam2.net.concept.Concepts;
import io.github.medsam2.net.concept.ExampleBox;
import io.github.medsam2.net.concept.ReadWords;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.Parts;
import io.github.medsam2.runtime.Programs;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.tensor.HostTensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The programs of {@link Concepts} on a model's weights and engine. Those that are run once for
 * many questions, or work on the finest maps, are not kept: what an engine keeps for their next run
 * would add up. Thread-safe; it ends with the model's {@link Stations}.
 */
public final class ConceptStations {
  private final Stations stations;
  private final Programs programs;
  private final Concepts net;
  private final ConceptInputs inputs;
  private final WordCache known = new WordCache();

  /**
   * @param stations of a model with a detector
   * @param config its sizes
   */
  public ConceptStations(Stations stations, ConceptConfig config) {
    this.stations = stations;
    this.programs = stations.programs();
    this.net = new Concepts(config, stations.config().grid());
    this.inputs = new ConceptInputs(net);
  }

  /** The model it is a part of. */
  public Stations stations() {
    return stations;
  }

  /** The sizes. */
  public ConceptConfig config() {
    return net.config();
  }

  /**
   * What every prompt needs of an image; to be closed.
   *
   * @param image encoded for all that the model can
   */
  public ConceptImage look(EncodedImage image) {
    Map<Slot, EngineTensor> features = new HashMap<>(stations.conceptLevels(image));
    boolean whole = false;
    try {
      EngineTensor coarse = Objects.requireNonNull(features.get(ConceptSlots.COARSE));
      Map<Slot, EngineTensor> in = Map.of(ConceptSlots.COARSE, coarse);
      programs
          .runOnce(net.lookAtImage(), Map.of(), in)
          .forEach((slot, looked) -> features.put(slot, programs.compact(looked)));
      whole = true;
      return new ConceptImage(Map.copyOf(features));
    } finally {
      if (!whole) {
        features.values().forEach(EngineTensor::close);
      }
    }
  }

  /** What a sequence of 2 or more numbers without padding says: (1, n, C), not to be written to. */
  public HostTensor words(int[] ids) {
    return known.get(ids, () -> read(inputs.words(ids)));
  }

  /** Part after part, none of which stays: they have three quarters of the weights. */
  private HostTensor read(Map<Slot, HostTensor> sequence) {
    Map<Slot, HostTensor> given = new HashMap<>(sequence);
    HostTensor last = HostTensor.of(new float[0], 0);
    for (ReadWords part : net.readWords()) {
      Map<Slot, HostTensor> in = new HashMap<>(given);
      in.keySet().removeIf(slot -> !part.takes(slot));
      last = only(programs.runOnceToHost(part, in, Map.of()));
      given.put(ConceptSlots.HIDDEN, last);
    }
    return last;
  }

  /**
   * Finds all instances and makes the masks of those that are likely enough.
   *
   * @param image of {@link #look}
   * @param ids a sequence of numbers without padding
   * @param examples may be empty
   * @param threshold scores must be above, 0 to 1
   * @param parts told before each station, and may end it
   */
  public Painted find(
      ConceptImage image, int[] ids, List<ExampleBox> examples, double threshold, Parts parts) {
    Steps steps = new Steps(parts);
    steps.next();
    HostTensor words = words(ids);
    steps.next();
    HostTensor shown =
        only(
            programs.runToHost(
                net.lookAtExamples(!examples.isEmpty()),
                inputs.examples(examples),
                Map.of(ConceptSlots.COARSE, image.coarse())));
    HostTensor prompt = joined(words, shown);
    steps.next();
    try (EngineTensor fused = read(image, prompt)) {
      steps.next();
      Candidates found = candidates(fused, prompt);
      steps.next();
      int[] kept = found.above(threshold);
      return new Painted(found, kept, masks(image, fused, prompt, found, kept), 4 * net.side());
    }
  }

  private EngineTensor read(ConceptImage image, HostTensor prompt) {
    Map<Slot, EngineTensor> looked = Map.of(ConceptSlots.LOOKED, image.get(ConceptSlots.LOOKED));
    return programs
        .run(net.readPrompt(), Map.of(ConceptSlots.PROMPT, prompt), looked)
        .values()
        .iterator()
        .next();
  }

  private Candidates candidates(EngineTensor fused, HostTensor prompt) {
    int tokens = Math.toIntExact(prompt.shape().dim(1));
    Map<Slot, HostTensor> host =
        Map.of(ConceptSlots.PROMPT, prompt, ConceptSlots.AVERAGE, ConceptInputs.average(tokens));
    return Candidates.of(
        programs.runToHost(net.findInstances(), host, Map.of(ConceptSlots.FUSED, fused)));
  }

  private float[][] masks(
      ConceptImage image, EngineTensor fused, HostTensor prompt, Candidates found, int[] kept) {
    float[][] masks = new float[kept.length][];
    if (kept.length == 0) {
      return masks;
    }
    Map<Slot, HostTensor> host =
        Map.of(ConceptSlots.PROMPT, prompt, ConceptSlots.QUERIES, found.chosen(kept));
    Map<Slot, EngineTensor> resident =
        Map.of(
            ConceptSlots.FUSED, fused,
            ConceptSlots.MIDDLE, image.get(ConceptSlots.MIDDLE),
            ConceptSlots.FINE, image.get(ConceptSlots.FINE));
    HostTensor all = only(programs.runOnceToHost(net.paintMasks(), host, resident));
    for (int i = 0; i < kept.length; i++) {
      masks[i] = new float[Math.toIntExact(all.shape().dim(2))];
      all.floats().get(i * masks[i].length, masks[i]);
    }
    return masks;
  }

  private static HostTensor joined(HostTensor words, HostTensor shown) {
    float[] first = words.toFloatArray();
    float[] second = shown.toFloatArray();
    float[] all = new float[first.length + second.length];
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    long tokens = words.shape().dim(1) + shown.shape().dim(1);
    return HostTensor.of(all, 1, tokens, words.shape().dim(2));
  }

  private static HostTensor only(Map<Slot, HostTensor> out) {
    return out.values().iterator().next();
  }
}
