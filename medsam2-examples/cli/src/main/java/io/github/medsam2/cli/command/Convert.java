// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.command;

import io.github.medsam2.adapter.Adapter;
import io.github.medsam2.adapter.AdapterStack;
import io.github.medsam2.checkpoint.Checkpoint;
import io.github.medsam2.checkpoint.Safetensors;
import io.github.medsam2.checkpoint.TorchZip;
import io.github.medsam2.checkpoint.Weights;
import io.github.medsam2.cli.shell.Console;
import io.github.medsam2.cli.shell.Version;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.net.config.ConfigInference;
import io.github.medsam2.net.config.KeyCheck;
import io.github.medsam2.net.config.ModelConfig;
import io.github.medsam2.tensor.DType;
import io.github.medsam2.tensor.HostTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Weights in another form. */
@CommandLine.Command(
    name = "convert",
    header = "Writes weights in another form: .pt or .safetensors, halved, with an adapter merged.",
    description = {
      "",
      "The names become the original's, whatever wrapper gave others. Weights keep their licence:"
          + " what was under CC-BY-SA still is.",
      ""
    },
    footer = {
      "",
      "Example: medsam2 convert MedSAM2_latest.pt medsam2.safetensors --float16",
      "Example: medsam2 convert base.pt ours.pt --adapter our-adapter"
    })
final class Convert extends io.github.medsam2.cli.shell.Command {

  @Parameters(
      index = "0",
      paramLabel = "FROM",
      description = "a .pt or .safetensors file, or xca-nano for the built-in model")
  private Path from = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "TO",
      description = "the file to write; its ending, .pt or .safetensors, says the form")
  private Path to = Path.of("");

  @Option(names = "--float16", order = 10, description = "half precision: half the size")
  private boolean half;

  @Option(
      names = "--bfloat16",
      order = 10,
      description =
          "half the size with 8 bits of precision, for weights beyond the range of halves")
  private boolean upper;

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      order = 11,
      description = "merge this adapter for good; repeatable")
  private List<Path> adapters = new ArrayList<>();

  @Override
  protected void work(Console console) {
    String name = to.toString().toLowerCase(Locale.ROOT);
    boolean torch = name.endsWith(".pt") || name.endsWith(".pth");
    if (!torch && !name.endsWith(".safetensors")) {
      throw misused("TO must end in .pt or .safetensors, found " + to.getFileName());
    }
    if (half && upper) {
      throw misused("--float16 or --bfloat16, not both");
    }
    Optional<Path> file =
        from.toString().equals(OpenModel.BUILT_IN) ? Optional.empty() : Optional.of(from);
    try (Checkpoint weights = OpenModel.weights(file)) {
      ModelConfig config = ConfigInference.infer(weights);
      KeyCheck.require(config, weights);
      Weights merged = merged(weights);
      Map<String, HostTensor> values =
          half
              ? narrowed(merged, DType.FLOAT16, HostTensor::toFloat16)
              : upper ? narrowed(merged, DType.BFLOAT16, HostTensor::toBfloat16) : merged.values();
      Map<String, String> notes = new LinkedHashMap<>(weights.metadata());
      notes.put("converted-by", "medsam2 " + Version.text());
      if (torch) {
        TorchZip.write(to, values, notes);
      } else {
        notes.putIfAbsent("format", "pt");
        Safetensors.write(to, values, notes);
      }
      long bytes = values.values().stream().mapToLong(HostTensor::bytes).sum();
      console.say(
          String.format(
              Locale.ROOT,
              "%s: %d tensors, %.1f MB, from %s",
              config.name(),
              values.size(),
              bytes / 1e6,
              weights.layout()));
      console.put("network", config.name());
      console.put("tensors", values.size());
      console.put("bytes", bytes);
      console.wrote(to);
    }
  }

  private Weights merged(Checkpoint weights) {
    AdapterStack stack = AdapterStack.NONE;
    for (Path folder : adapters) {
      stack = stack.and(Adapter.read(folder), 1);
    }
    return stack.terms().isEmpty() ? weights : stack.mergedInto(weights);
  }

  /** Numbers that are not real, such as counts, stay as they are. */
  private static Map<String, HostTensor> narrowed(
      Weights weights, DType type, UnaryOperator<HostTensor> narrower) {
    Map<String, HostTensor> narrow = new LinkedHashMap<>();
    for (String key : weights.keys()) {
      HostTensor value = weights.get(key).value();
      boolean stays = value.dtype() == type || !value.dtype().isFloating();
      narrow.put(key, stays ? value : narrower.apply(weights.get(key).toFloat32()));
    }
    return narrow;
  }
}
