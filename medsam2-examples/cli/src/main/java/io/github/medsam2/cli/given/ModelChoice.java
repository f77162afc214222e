// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.ModelOptions;
import io.github.medsam2.cli.work.OpenModel;
import io.github.medsam2.image.Window;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which model, and where it runs. */
public final class ModelChoice {

  @Mixin private BaseChoice base = new BaseChoice();

  @Option(
      names = "--adapter",
      paramLabel = "FOLDER",
      order = 101,
      description =
          "an adapter beside the model, as the command lora or peft writes it; repeatable")
  private List<Path> adapters = new ArrayList<>();

  /** Opens the model with the usual rule for 16-bit images. */
  public OpenModel open() {
    return OpenModel.open(base.file(), adapters, base.options());
  }

  /** Opens the model with another rule for 16-bit images, where one is given. */
  public OpenModel open(Optional<Window> window) {
    ModelOptions options = base.options();
    return OpenModel.open(base.file(), adapters, window.map(options::intensity).orElse(options));
  }

  /** The weights, and where they run. */
  public BaseChoice base() {
    return base;
  }
}
