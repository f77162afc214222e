// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.cli.given;

import io.github.medsam2.data.SampleSet;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.evaluate.BoxDrawing;
import io.github.medsam2.evaluate.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** By which prompts models are judged. */
public final class ProtocolsGiven {

  @Option(
      names = "--protocol",
      paramLabel = "NAME",
      order = 21,
      description =
          "box, box-jittered, box-loose, box+1, clicks-1, clicks-3, union-box, noc85, .., for clips"
              + " tracked-box or tracked-mask; repeatable, or \"all\", which takes long. Otherwise"
              + " box and box+1, of clips tracked-box. See docs/evaluation.md")
  private List<String> names = new ArrayList<>();

  /** The protocols that were named, or those for a first look. */
  public Protocol[] chosen(SampleSet cases) {
    if (names.contains("all")) {
      return Protocol.standard().toArray(Protocol[]::new);
    }
    if (!names.isEmpty()) {
      return names.stream().map(ProtocolsGiven::named).toArray(Protocol[]::new);
    }
    boolean clip = cases.get(0).frames().size() > 1;
    return clip
        ? new Protocol[] {Protocol.trackedFromBox()}
        : new Protocol[] {Protocol.box(BoxDrawing.EXACT), Protocol.boxAndClicks(1)};
  }

  private static Protocol named(String name) {
    Optional<Protocol> known =
        Protocol.standard().stream().filter(p -> p.name().equals(name)).findFirst();
    return known.orElseThrow(
        () ->
            new InvalidInputException(
                "protocol",
                "one of "
                    + Protocol.standard().stream()
                        .map(Protocol::name)
                        .collect(Collectors.joining(", ")),
                name,
                "see docs/evaluation.md"));
  }
}
