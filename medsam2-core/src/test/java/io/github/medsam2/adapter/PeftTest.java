// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.adapter;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.net.config.Networks;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.testing.RuleWeights;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Adapters of ours in Python's peft itself, and back; skipped where Python has no peft. */
class PeftTest {
  private static final String PYTHON = System.getProperty("medsam2.python", "python3");
  private static final long SECONDS = 300;
  @TempDir Path folder;

  private int python(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(PYTHON));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("HF_HUB_OFFLINE", "1");
    Process process = builder.start();
    try {
      return process.waitFor(SECONDS, TimeUnit.SECONDS) ? process.exitValue() : -1;
    } finally {
      process.destroyForcibly();
    }
  }

  private boolean hasPeft() throws InterruptedException {
    String look = "from importlib.util import find_spec as f; exit(not (f('peft') and f('torch')))";
    try {
      return python("-c", look) == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** Fused, plain and convolutional layers of several ranks, and a layer that learnt whole. */
  private static Adapter adapter(Weights base) {
    TrainableAdapter begun =
        AdapterPlan.attention(3)
            .correct("memory_attention.layers.*.linear1", 2)
            .correct("image_encoder.neck.convs.*.conv", 4)
            .whole("sam_mask_decoder.iou_prediction_head.layers.2")
            .begin("ours", base, 7);
    Map<String, HostTensor> tensors = begun.tensors();
    return begun
        .learned(
            key -> {
              HostTensor value = Objects.requireNonNull(tensors.get(key));
              return Adapters.normal(key.hashCode(), value.shape().dims());
            })
        .forBase(base);
  }

  private static Map<String, float[]> floats(Weights weights) {
    Map<String, float[]> all = new LinkedHashMap<>();
    weights.keys().forEach(key -> all.put(key, weights.get(key).value().toFloatArray()));
    return all;
  }

  private static double farthest(Weights these, Weights those) {
    Map<String, float[]> a = floats(these);
    Map<String, float[]> b = floats(those);
    assertThat(a.keySet()).isEqualTo(b.keySet());
    double most = 0;
    for (Map.Entry<String, float[]> entry : a.entrySet()) {
      float[] other = b.get(entry.getKey());
      for (int i = 0; i < requireNonNull(other).length; i++) {
        most = Math.max(most, Math.abs((double) entry.getValue()[i] - other[i]));
      }
    }
    return most;
  }

  @Test
  void peftReadsOursAndWeReadPefts() throws Exception {
    assumeTrue(hasPeft(), PYTHON + " has no peft and torch");
    Weights base = new RuleWeights(Networks.nano().keys(), 1);
    Adapter ours = adapter(base);
    Path file = folder.resolve("base.safetensors");
    Path merged = folder.resolve("merged.safetensors");
    Path back = folder.resolve("back");
    Safetensors.write(file, base.values(), Map.of());
    Safetensors.write(merged, AdapterStack.of(ours).mergedInto(base).values(), Map.of());
    ours.write(folder.resolve("ours"));
    Path script = folder.resolve("peft_exchange.py");
    try (InputStream in = getClass().getResourceAsStream("peft_exchange.py")) {
      Files.copy(Objects.requireNonNull(in), script);
    }
    String path = folder.resolve("ours").toString();
    int code = python(script.toString(), file.toString(), path, merged.toString(), back.toString());
    assertThat(code).as(Files.readString(folder.resolve("err"))).isZero();
    List<String> lines = Files.readAllLines(folder.resolve("out"));
    JsonObject said = JsonParser.parseString(lines.get(lines.size() - 1)).getAsJsonObject();
    assertThat(said.get("difference").getAsDouble()).isZero();
    assertThat(said.get("tensors").getAsInt())
        .isEqualTo(2 * ours.corrections().size() + ours.whole().size());
    assertThat(said.get("merged").getAsDouble()).isLessThan(1e-6);

    Adapter theirs = Adapter.read(back);
    assertThat(theirs.corrections()).isNotEqualTo(ours.corrections());
    try (Checkpoint own = Checkpoint.open(back.resolve("own.safetensors"));
        Checkpoint expected = Checkpoint.open(back.resolve("merged.safetensors"))) {
      Map<String, HostTensor> read = AdapterTensors.named(theirs);
      assertThat(read.keySet()).isEqualTo(own.keys());
      read.forEach(
          (key, value) ->
              assertThat(value.toFloatArray()).isEqualTo(own.get(key).value().toFloatArray()));
      assertThat(farthest(AdapterStack.of(theirs).mergedInto(base), expected)).isLessThan(1e-6);
    }
  }
}
