// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.MemoryTimes;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.runtime.FrameView;
import io.github.medsam2.runtime.MemoryView;
import io.github.medsam2.runtime.PointTokens;
import io.github.medsam2.runtime.Stations;
import io.github.medsam2.tensor.HostTensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A model on an engine with an encoded image at hand, so that each station can be run alone. */
final class Workbench implements AutoCloseable {
  private static final int SEED = 17;

  private final Stations stations;
  private final HostTensor image;
  private final EncodedImage encoded;
  private final FrameView view;

  private Workbench(Stations stations) {
    this.stations = stations;
    int side = stations.config().imageSize();
    image = noise(1, 3, side, side);
    encoded = stations.encode(image);
    view = stations.look(encoded);
  }

  /** Opens a checkpoint as the library's front door does, and encodes an image. */
  static Workbench open(Path checkpoint, EngineSetup setup) {
    return new Workbench(stations(checkpoint, setup));
  }

  /** Opens a checkpoint as the library's front door does. */
  static Stations stations(Path checkpoint, EngineSetup setup) {
    Checkpoint weights = Checkpoint.open(checkpoint);
    ModelConfig config = ConfigInference.infer(weights);
    KeyCheck.require(config, weights);
    EngineChoice choice = setup.engine();
    return new Stations(
        Engines.open(choice.engine(), choice.options(setup.threads())), weights, config);
  }

  Outcome encode() {
    EncodedImage e = stations.encode(image);
    return Outcome.of(e.tokens(), e.get(Slots.HALF), e.get(Slots.QUARTER));
  }

  Outcome decode(PointTokens points) {
    return Outcome.of(stations.decode(encoded, null, points, DecoderExtension.NONE.call(), null));
  }

  Outcome decodeTracked() {
    return Outcome.of(
        stations.decode(
            encoded, encoded.tokens(), PointTokens.none(), DecoderExtension.NONE.call(), null));
  }

  /** Sets of one box each, no two the same. */
  PointTokens boxes(int count) {
    List<Prompts> boxes =
        IntStream.range(0, count)
            .mapToObj(i -> Prompts.of(new BoxPrompt(120 + 9 * i, 100, 310 + 9 * i, 290)))
            .toList();
    int side = stations.config().imageSize();
    return PointTokens.of(boxes, side, side, side);
  }

  /** The frame part of memory attention, checked by what an object's part makes of it. */
  Outcome look() {
    FrameView v = stations.look(encoded);
    return new Outcome(
        () -> {
          try (EngineTensor tokens = stations.condition(v, bank(1, 1))) {
            return List.of(tokens.toHost());
          }
        },
        v::close);
  }

  Outcome condition(MemoryView memory) {
    return Outcome.of(stations.condition(view, memory));
  }

  /** A bank of noise: what it holds does not matter to the time it takes. */
  MemoryView bank(int maps, int pointers) {
    ModelConfig c = stations.config();
    long tokens = (long) c.grid() * c.grid();
    long[] times = new long[maps];
    Arrays.setAll(times, i -> i);
    double[] distances = new double[pointers];
    Arrays.setAll(distances, i -> (i + 1) / 15.0);
    return new MemoryView(
        noise(maps, tokens, c.memory().width()),
        HostTensor.of(times, maps),
        noise(1, pointers, c.width()),
        HostTensor.of(MemoryTimes.encodeDistances(distances, c.width()), 1, pointers, c.width()));
  }

  Outcome remember(HostTensor logits) {
    return Outcome.of(stations.remember(encoded, logits, new boolean[1], false));
  }

  HostTensor logits() {
    int side = stations.config().maskSize();
    return noise(1, 1, side, side);
  }

  private static HostTensor noise(long... dims) {
    Random random = new Random(SEED);
    long count = Arrays.stream(dims).reduce(1, Math::multiplyExact);
    float[] values = new float[Math.toIntExact(count)];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return HostTensor.of(values, dims);
  }

  @Override
  public void close() {
    view.close();
    encoded.close();
    stations.close();
  }
}
