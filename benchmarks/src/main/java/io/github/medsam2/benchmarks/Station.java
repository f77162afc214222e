// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.runtime.MemoryView;
import io.github.medsam2.runtime.PointTokens;
import io.github.medsam2.tensor.HostTensor;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** A part of the work that is timed by itself. */
public enum Station {
  IMAGE_ENCODER("image encoder", Flops.ENCODER, w -> w::encode),
  DECODER_1_BOX("mask decoder, 1 box", Flops.decoder(1), w -> decoder(w, 1)),
  DECODER_8_BOXES("mask decoder, 8 boxes", Flops.decoder(8), w -> decoder(w, 8)),
  LOOK("memory attention, frame part", Flops.LOOK, w -> w::look),
  CONDITION_FIRST(
      "memory attention, 1 map + 1 pointer", Flops.condition(1, 1), w -> condition(w, 1, 1)),
  CONDITION_FULL(
      "memory attention, 7 maps + 16 pointers", Flops.condition(7, 16), w -> condition(w, 7, 16)),
  /** Of a tracked frame: features that know the past, no prompt. */
  DECODER_TRACKED("mask decoder, tracked", Flops.trackedDecoder(), w -> w::decodeTracked),
  MEMORY_ENCODER("memory encoder", Flops.MEMORY_ENCODER, Station::memoryEncoder);

  /** What a tracked frame runs, in this order. */
  static final List<Station> OF_A_TRACKED_FRAME =
      List.of(IMAGE_ENCODER, LOOK, CONDITION_FULL, DECODER_TRACKED, MEMORY_ENCODER);

  private final String label;
  private final double gigaflops;
  private final Function<Workbench, Supplier<Outcome>> work;

  Station(String label, double gigaflops, Function<Workbench, Supplier<Outcome>> work) {
    this.label = label;
    this.gigaflops = gigaflops;
    this.work = work;
  }

  String label() {
    return label;
  }

  /** Arithmetic of one run, in GFLOP. */
  double gigaflops() {
    return gigaflops;
  }

  /** One run at every call, on inputs made now; the first run is made and checked here. */
  Supplier<Outcome> on(Workbench bench) {
    Supplier<Outcome> run = work.apply(bench);
    try (Outcome first = run.get()) {
      first.check(label);
    }
    return run;
  }

  private static Supplier<Outcome> decoder(Workbench bench, int boxes) {
    PointTokens points = bench.boxes(boxes);
    return () -> bench.decode(points);
  }

  private static Supplier<Outcome> condition(Workbench bench, int maps, int pointers) {
    MemoryView memory = bench.bank(maps, pointers);
    return () -> bench.condition(memory);
  }

  private static Supplier<Outcome> memoryEncoder(Workbench bench) {
    HostTensor logits = bench.logits();
    return () -> bench.remember(logits);
  }
}
