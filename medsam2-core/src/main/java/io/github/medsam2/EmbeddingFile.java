// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.error.FormatException;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.file.Sha256;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.receipt.InputIdentity;
import io.github.medsam2.receipt.ModelIdentity;
import io.github.medsam2.runtime.EncodedImage;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Features of an image as safetensors. The metadata say of which model and image they are, and
 * close with a SHA-256 over all that goes before and all numbers. What a reader takes in is bounded
 * by the shapes its own model gives features.
 */
final class EmbeddingFile {
  private static final String WHAT = "saved embedding";
  private static final String FORMAT = "medsam2-embedding";
  private static final String VERSION = "1";
  private static final String MODEL = "model";
  private static final String INPUT = "input";
  private static final String SUM = "sha256";
  private static final Set<String> FIELDS = Set.of("format", "version", MODEL, INPUT, SUM);

  private EmbeddingFile() {}

  static void write(Path file, Encoder encoder, EncodedImage features, InputIdentity input) {
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    for (Slot slot : encoder.stations().featureSlots()) {
      tensors.put(slot.name(), features.get(slot).toHost());
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("version", VERSION);
    metadata.put(MODEL, encoder.identity().toJson());
    metadata.put(INPUT, input.toJson());
    metadata.put(SUM, sum(metadata, tensors));
    Safetensors.write(file, tensors, metadata);
  }

  static ImageEmbedding read(Path file, Encoder encoder) {
    try (Checkpoint opened = Safetensors.open(file)) {
      Map<String, String> metadata = opened.metadata();
      requireFormat(metadata);
      ModelIdentity maker = ModelIdentity.ofJson(text(metadata, MODEL));
      InputIdentity input = InputIdentity.ofJson(text(metadata, INPUT));
      requireModel(maker, encoder);
      Map<String, HostTensor> tensors = tensors(opened, encoder);
      Map<String, String> summed = new LinkedHashMap<>(metadata);
      String told = summed.remove(SUM);
      if (!sum(summed, tensors).equals(told)) {
        throw damaged("the content its checksum is of", "other content");
      }
      Map<Slot, HostTensor> features = new HashMap<>();
      tensors.forEach((name, value) -> features.put(new Slot(name), value));
      return new ImageEmbedding(encoder, encoder.stations().restore(features), input);
    }
  }

  private static void requireFormat(Map<String, String> metadata) {
    boolean ours = FORMAT.equals(metadata.get("format")) && VERSION.equals(metadata.get("version"));
    if (!ours || !metadata.keySet().equals(FIELDS)) {
      throw new FormatException(
          WHAT,
          FORMAT + " " + VERSION,
          "another format or version",
          "give a file that ImageEmbedding.save wrote, or encode the image again");
    }
  }

  private static void requireModel(ModelIdentity maker, Encoder encoder) {
    maker
        .differenceTo(encoder.identity())
        .ifPresent(
            difference -> {
              throw new InvalidInputException(
                  WHAT,
                  "one of this model",
                  "one of another: " + difference,
                  "open the model that made it, or encode the image with this one");
            });
  }

  private static Map<String, HostTensor> tensors(Checkpoint opened, Encoder encoder) {
    Map<String, Shape> shapes = shapes(encoder);
    if (!opened.keys().equals(shapes.keySet())) {
      throw damaged("the tensors " + shapes.keySet(), "others");
    }
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> {
          HostTensor value = opened.get(name).value();
          if (value.dtype() != DType.FLOAT32 || !value.shape().equals(shape)) {
            throw damaged(name + " " + shape + " of FLOAT32", value.toString());
          }
          tensors.put(name, finite(name, value));
        });
    return tensors;
  }

  /** Copies what was read, since the file is closed before it is used. */
  private static HostTensor finite(String name, HostTensor value) {
    float[] numbers = value.toFloatArray();
    for (float v : numbers) {
      if (!Float.isFinite(v)) {
        throw damaged("finite numbers in " + name, "others");
      }
    }
    return HostTensor.of(numbers, value.shape().dims());
  }

  private static Map<String, Shape> shapes(Encoder encoder) {
    ModelConfig c = encoder.stations().config();
    long g = c.grid();
    long width = c.width();
    Map<Slot, Shape> known =
        Map.of(
            Slots.TOKENS, Shape.of(1, g * g, width),
            Slots.HALF, Shape.of(1, width / 4, 2 * g, 2 * g),
            Slots.QUARTER, Shape.of(1, width / 8, 4 * g, 4 * g),
            Slots.MAP, Shape.of(1, g, g, c.trunk().mapWidth()));
    List<Slot> slots = encoder.stations().featureSlots();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    slots.forEach(slot -> shapes.put(slot.name(), known.getOrDefault(slot, Shape.of())));
    return shapes;
  }

  private static String sum(Map<String, String> metadata, Map<String, HostTensor> tensors) {
    Sha256 sum = Sha256.begin();
    for (String field : List.of("format", "version", MODEL, INPUT)) {
      sum.and(text(metadata, field));
    }
    tensors.forEach((name, t) -> sum.and(name).and(t.shape().toString()).and(t.data()));
    return sum.hex();
  }

  private static String text(Map<String, String> metadata, String field) {
    String text = metadata.get(field);
    if (text == null) {
      throw damaged("the field " + field, "none");
    }
    return text;
  }

  private static FormatException damaged(String expected, String found) {
    return new FormatException(WHAT, expected, found, "encode the image again");
  }
}
