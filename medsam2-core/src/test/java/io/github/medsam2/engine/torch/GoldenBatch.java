// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.engine.torch;

import io.github.medsam2.engine.TrainingStep;
import io.github.medsam2.net.Decode;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.net.tracker.ExtensionPart;
import io.github.medsam2.ops.LossOps;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.Golden;
import io.github.medsam2.train.loss.LossWeights;
import io.github.medsam2.train.loss.SamLoss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The batch of {@code golden/train}: two images, three objects, a box and perhaps a click. */
record GoldenBatch(Golden golden, String variant, boolean click) implements TrainingStep {
  private static final int OBJECTS = 3;
  private static final int SIDE = 128;
  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};

  @Override
  public String name() {
    return "golden " + variant;
  }

  @Override
  public <T> Loss<T> build(LossOps<T> ops) {
    ModelConfig config = Networks.nano();
    List<Map<String, T>> images = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      T image = ops.constant(image(i));
      images.add(new Sam2(config).encode().build(ops, Map.of("image", image)));
    }
    List<T> losses = new ArrayList<>();
    Map<String, T> report = new HashMap<>();
    for (int object = 0; object < OBJECTS; object++) {
      int of = (int) golden.get("object_image").longs().get(object);
      Map<String, T> features = new HashMap<>(images.get(of));
      T truth = ops.constant(truth(object));
      T logits = step(ops, config, features, prompt(object, false), truth, losses, null);
      if (click) {
        step(ops, config, features, prompt(object, true), truth, losses, logits);
      }
    }
    T sum = losses.get(0);
    for (T loss : losses.subList(1, losses.size())) {
      sum = ops.add(sum, loss);
    }
    return new Loss<>(ops.affine(sum, 1.0 / OBJECTS, 0), report);
  }

  private <T> T step(
      LossOps<T> ops,
      ModelConfig config,
      Map<String, T> features,
      List<HostTensor> points,
      T truth,
      List<T> losses,
      @org.jspecify.annotations.Nullable T previous) {
    Map<String, T> in = new HashMap<>(features);
    in.put("positions", ops.constant(points.get(0)));
    in.put("kinds", ops.constant(points.get(1)));
    if (previous != null) {
      in.put("mask", previous);
    }
    Map<String, T> out =
        new Sam2(config)
            .decode(
                true,
                previous == null ? Decode.Mask.NONE : Decode.Mask.WHOLE,
                false,
                ExtensionPart.NONE)
            .build(ops, in);
    T score = Objects.requireNonNull(out.get("object_score"));
    T there = ops.reshape(ops.greater(score, 0), 1, 1, 1, 1);
    T first = ops.slice(Objects.requireNonNull(out.get("masks")), 1, 0, 1);
    T gated = ops.add(ops.mul(first, there), ops.affine(there, 1024, -1024));
    T full = ops.resizeBilinear(gated, SIDE, SIDE);
    T iou = ops.slice(Objects.requireNonNull(out.get("iou")), 1, 0, 1);
    losses.add(new SamLoss<>(ops, full, iou, score, truth, LossWeights.ORIGINAL).parts().total());
    return gated;
  }

  private HostTensor image(int index) {
    byte[] grey = golden.bytes("images");
    float[] values = new float[3 * SIDE * SIDE];
    for (int c = 0; c < 3; c++) {
      for (int i = 0; i < SIDE * SIDE; i++) {
        float v = (grey[index * SIDE * SIDE + i] & 255) / 255f;
        values[c * SIDE * SIDE + i] = (v - MEAN[c]) / DEVIATION[c];
      }
    }
    return HostTensor.of(values, 1, 3, SIDE, SIDE);
  }

  private HostTensor truth(int object) {
    byte[] masks = golden.bytes("masks");
    float[] values = new float[SIDE * SIDE];
    for (int i = 0; i < values.length; i++) {
      values[i] = masks[object * values.length + i];
    }
    return HostTensor.of(values, 1, 1, SIDE, SIDE);
  }

  /** Positions and kinds of an object's points, of the first prompt and the click, or only that. */
  private List<HostTensor> prompt(int object, boolean withClick) {
    List<Float> positions = new ArrayList<>();
    List<Long> kinds = new ArrayList<>();
    add("prompt", object, positions, kinds);
    if (withClick) {
      add("click", object, positions, kinds);
    }
    positions.addAll(List.of(0f, 0f));
    kinds.add(0L);
    float[] flat = new float[positions.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = positions.get(i);
    }
    long[] ordinals = kinds.stream().mapToLong(Long::longValue).toArray();
    return List.of(
        HostTensor.of(flat, 1, ordinals.length, 2), HostTensor.of(ordinals, 1, ordinals.length));
  }

  private void add(String what, int object, List<Float> positions, List<Long> kinds) {
    String name = variant + "." + what + ".frame0.";
    HostTensor coords = golden.get(name + "coords");
    int points = (int) coords.shape().dim(1);
    for (int i = object * points; i < (object + 1) * points; i++) {
      positions.add((coords.floats().get(2 * i) + 0.5f) / SIDE);
      positions.add((coords.floats().get(2 * i + 1) + 0.5f) / SIDE);
      kinds.add(label(name + "labels", i) + 1);
    }
  }

  private long label(String name, int index) {
    HostTensor labels = golden.get(name);
    return switch (labels.dtype()) {
      case INT64 -> labels.longs().get(index);
      case INT32 -> labels.data().asIntBuffer().get(index);
      default -> (long) labels.floats().get(index);
    };
  }
}
