// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.net.concept;

import static java.util.Objects.requireNonNull;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.engine.Engine;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.PreparedProgram;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.ops.Program;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import io.github.medsam2.testing.Sam3Weights;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reduced networks of the golden files, and what their programs are given. */
public final class ConceptNets {
  /** Of {@code golden/sam3/nano}. */
  public static final Concepts NANO =
      new Concepts(
          new ConceptConfig(
              128, 8, new TextConfig(32, 3, 4, 128, 49408, 32), 2, 2, 3, 12, 160, 160),
          12);

  /** Of {@code golden/sam3/pico}. */
  public static final Concepts PICO =
      new Concepts(
          new ConceptConfig(32, 8, new TextConfig(16, 2, 2, 64, 320, 32), 1, 1, 2, 6, 24, 24), 8);

  private static final double PRESENT = 3;
  private static final Map<Map<String, Shape>, Path> FILES = new ConcurrentHashMap<>();

  private ConceptNets() {}

  /** The keys behind trunk and neck. */
  public static Map<String, Shape> keys(Concepts net) {
    KeyTable table = new KeyTable();
    net.config().keys(table);
    return table.shapes();
  }

  /** The weights behind trunk and neck. */
  static Weights weights(Concepts net) {
    return Checkpoint.open(FILES.computeIfAbsent(keys(net), ConceptNets::write));
  }

  /** Both networks on their trunk, in one file. */
  public static Checkpoint nano() {
    Map<String, Shape> all = new LinkedHashMap<>(Sam3Weights.nanoKeys());
    all.putAll(keys(NANO));
    return Checkpoint.open(FILES.computeIfAbsent(all, ConceptNets::write));
  }

  private static Path write(Map<String, Shape> keys) {
    return Sam3Weights.write(Sam3Weights.tensors(keys, PRESENT));
  }

  /** A sequence without what fills it up. */
  public static int[] unpadded(LongBuffer ids) {
    int n = 0;
    while (n < ids.limit() && ids.get(n) != 0) {
      n++;
    }
    int[] out = new int[n];
    for (int i = 0; i < n; i++) {
      out[i] = (int) ids.get(i);
    }
    return out;
  }

  /** Everything that any of the programs is given. */
  static Map<String, HostTensor> inputs(
      Concepts net, int[] ids, List<ExampleBox> boxes, List<HostTensor> levels) {
    Map<String, HostTensor> in = new HashMap<>();
    ConceptInputs inputs = new ConceptInputs(net);
    inputs.words(ids).forEach((slot, value) -> in.put(slot.name(), value));
    inputs.examples(boxes).forEach((slot, value) -> in.put(slot.name(), value));
    in.put(ConceptSlots.AVERAGE.name(), ConceptInputs.average(ids.length + boxes.size() + 1));
    in.put(ConceptSlots.FINE.name(), levels.get(0));
    in.put(ConceptSlots.MIDDLE.name(), levels.get(1));
    in.put(ConceptSlots.COARSE.name(), levels.get(2));
    return in;
  }

  /** Runs a program on those inputs it wants. */
  static Map<String, HostTensor> run(
      Engine engine, Program program, Weights weights, Map<String, HostTensor> in) {
    try (PreparedProgram ready = engine.prepare(program, weights)) {
      Map<String, EngineTensor> uploaded = new HashMap<>();
      program
          .inputs()
          .forEach(
              port ->
                  uploaded.put(port.name(), engine.upload(requireNonNull(in.get(port.name())))));
      Map<String, EngineTensor> made = ready.run(uploaded);
      uploaded.values().forEach(EngineTensor::close);
      Map<String, HostTensor> out = new HashMap<>();
      made.forEach((name, value) -> out.put(name, value.toHost()));
      made.values().forEach(EngineTensor::close);
      return out;
    }
  }
}
