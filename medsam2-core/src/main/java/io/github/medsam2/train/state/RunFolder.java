// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.train.state;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.file.AtomicFiles;
import io.github.medsam2.tensor.HostTensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of a run. Whenever the process dies, the newest state is whole:
 *
 * <pre>
 * state-0000000120.safetensors   the state after 120 updates, and the one before it
 * best.safetensors               what had been learnt at the best evaluation
 * log.jsonl                      a line for every update and evaluation
 * </pre>
 *
 * <p>Not thread-safe; one run uses it at a time.
 */
public final class RunFolder {
  private static final String STATE = "run";
  private static final int KEPT = 2;

  private final Path folder;

  /** Makes the folder where there is none. */
  public RunFolder(Path folder) {
    this.folder = folder;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Writes a state; older ones but the last are removed. */
  public void save(RunState state) {
    String name = String.format(Locale.ROOT, "state-%010d.safetensors", state.numbers().updates());
    Safetensors.write(folder.resolve(name), state.tensors(), Map.of(STATE, state.text()));
    List<Path> all = states();
    for (Path old : all.subList(0, Math.max(0, all.size() - KEPT))) {
      try {
        Files.deleteIfExists(old);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  /** The newest state; none before the first. */
  public Optional<RunState> newest() {
    List<Path> all = states();
    if (all.isEmpty()) {
      return Optional.empty();
    }
    try (Checkpoint file = Safetensors.open(all.get(all.size() - 1))) {
      return Optional.of(
          RunState.of(file.source(), file.metadata().getOrDefault(STATE, ""), onHeap(file)));
    }
  }

  /** The values of a file, which stay when it is closed. */
  public static Map<String, HostTensor> onHeap(Checkpoint file) {
    Map<String, HostTensor> values = file.values();
    values.replaceAll((key, value) -> onHeap(value));
    return values;
  }

  private static HostTensor onHeap(HostTensor value) {
    HostTensor copy = HostTensor.zeros(value.dtype(), value.shape());
    copy.data().put(value.data());
    return copy;
  }

  private List<Path> states() {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(f -> f.getFileName().toString().matches("state-\\d{10}\\.safetensors"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Where the best values are written. */
  public Path best() {
    return folder.resolve("best.safetensors");
  }

  /** Adds a line to the log. */
  public void log(JsonObject line) {
    try {
      Files.writeString(log(), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Removes the lines of updates that are to be run again, and a line that was cut off. */
  public void truncateLog(long updates) {
    if (!Files.exists(log())) {
      return;
    }
    try {
      List<String> kept = new ArrayList<>();
      for (String line : Files.readAllLines(log())) {
        if (update(line) <= updates) {
          kept.add(line + "\n");
        }
      }
      byte[] text = String.join("", kept).getBytes(StandardCharsets.UTF_8);
      AtomicFiles.write(log(), "training log", out -> out.write(text));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private static long update(String line) {
    try {
      return JsonParser.parseString(line).getAsJsonObject().get("update").getAsLong();
    } catch (JsonParseException | IllegalStateException | NullPointerException cutOff) {
      return Long.MAX_VALUE;
    }
  }

  private Path log() {
    return folder.resolve("log.jsonl");
  }

  private static MedSam2Exception failed(IOException e) {
    return new MedSam2Exception(
        "folder of a training run",
        "one to read and write",
        e.getClass().getSimpleName(),
        "check path, rights and free space");
  }
}
