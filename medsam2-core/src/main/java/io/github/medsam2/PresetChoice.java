// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2;

import io.github.medsam2.engine.EngineOptions;
import io.github.medsam2.engine.Engines;
import io.github.medsam2.ops.Program.Role;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Set;

/** What a preset means on this machine. */
final class PresetChoice {
  private static final Logger LOG = System.getLogger(MedSam2.class.getName());
  private static final Set<Role> ROUNDED = Set.of(Role.IMAGE, Role.MEMORY);

  /** Less than that is not worth other masks. */
  private static final double LEAST_GAIN = 1.2;

  private PresetChoice() {}

  /** The options with an engine that calculates as the preset says. */
  static EngineOptions engine(ModelOptions options) {
    EngineOptions fast = options.engine().withInt8(ROUNDED);
    return switch (options.preset()) {
      case EXACT -> options.engine();
      case FAST -> fast;
      case AUTO -> pays(options, fast) ? fast : options.engine();
    };
  }

  private static boolean pays(ModelOptions options, EngineOptions fast) {
    double gain = Engines.int8Gain(options.engineName(), fast);
    boolean pays = gain >= LEAST_GAIN;
    LOG.log(
        Level.INFO,
        () ->
            String.format(
                Locale.ROOT,
                "preset AUTO: products in 8 bits are %.1f times as fast as in float32; %s is used",
                gain,
                pays ? Preset.FAST : Preset.EXACT));
    return pays;
  }
}
