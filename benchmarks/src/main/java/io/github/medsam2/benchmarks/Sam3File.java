// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.benchmarks;

import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.net.concept.ConceptConfig;
import io.github.medsam2.net.concept.TextConfig;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.net.layer.KeyTable;
import io.github.medsam2.net.tracker.DecoderConfig;
import io.github.medsam2.net.tracker.DecoderExtension;
import io.github.medsam2.net.tracker.MemoryConfig;
import io.github.medsam2.net.trunk.TwoNecked;
import io.github.medsam2.net.trunk.pe.Pe;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The keys and shapes of published SAM 3 with made-up numbers, as halves. */
final class Sam3File {
  /** The command of the process that writes it. */
  static final String WRITE = "write-sam3";

  private static final String[][] ORIGINAL = {
    {"^memory_attention\\.", "transformer.encoder."},
    {"^memory_encoder\\.", "maskmem_backbone."},
    {"(transformer\\.layers\\.\\d\\.mlp\\.)layers\\.0", "$1lin1"},
    {"(transformer\\.layers\\.\\d\\.mlp\\.)layers\\.1", "$1lin2"},
  };

  private Sam3File() {}

  /** The file, written by a process of its own where it is not there. */
  static Path ready() {
    Path file =
        Path.of(System.getProperty("java.io.tmpdir"), "medsam2-benchmarks", "sam3.safetensors");
    if (Files.notExists(file)) {
      ChildJvm.show(List.of("-Xmx6g"), WRITE, file.toString());
    }
    return file;
  }

  static void write(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    Map<String, HostTensor> tensors = new LinkedHashMap<>();
    keys().forEach((key, shape) -> tensors.put(key, BenchmarkModel.values(key, shape).toFloat16()));
    Safetensors.write(file, tensors, Map.of());
  }

  /** By the original's names. */
  private static Map<String, Shape> keys() {
    Pe.PositionTable positions = new Pe.PositionTable(24, true);
    Pe trunk = new Pe(1024, 32, 16, 4736, 14, 24, Set.of(7, 15, 23, 31), positions, 72, true);
    ModelConfig config =
        new ModelConfig(
            "sam3",
            1008,
            trunk,
            256,
            new MemoryConfig(64, 4, 2048, 7, 2, true, true),
            new DecoderConfig(2048, 128, 256, true),
            DecoderExtension.NONE,
            Set.of(Task.CLICKS, Task.TRACKING));
    Map<String, Shape> keys = new LinkedHashMap<>();
    config.keys().forEach((key, shape) -> keys.put(original(key), shape));
    KeyTable detector = new KeyTable();
    ((TwoNecked) trunk).levelKeys(detector, 256);
    new ConceptConfig(
            256, 8, new TextConfig(1024, 24, 16, 4096, 49408, 32), 3, 6, 6, 200, 2048, 2048)
        .keys(detector);
    keys.putAll(detector.shapes());
    return keys;
  }

  private static String original(String key) {
    if (key.startsWith("detector.")) {
      return key;
    }
    String renamed = key;
    for (String[] rule : ORIGINAL) {
      renamed = renamed.replaceFirst(rule[0], rule[1]);
    }
    return "tracker." + renamed;
  }
}
