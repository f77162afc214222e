// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.runtime;

import io.github.medsam2.engine.EngineTensor;
import io.github.medsam2.net.Sam2;
import io.github.medsam2.net.Slots;
import io.github.medsam2.net.config.Task;
import io.github.medsam2.ops.Program;
import io.github.medsam2.ops.Slot;
import io.github.medsam2.tensor.HostTensor;
import io.github.medsam2.tensor.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs the trunk and the neck of prompts: at once, or part after part where the trunk has several.
 * Parts are prepared anew for each image and forgotten, so that the memory of one is all that is
 * needed; weights are read off their file again by then, or never left it.
 *
 * @param programs of the model
 * @param net the network
 */
record ImageEncoder(Programs programs, Sam2 net) {

  /**
   * @param image (1, 3, S, S) or (3, S, S), normalised
   * @param forConcepts whether the trunk's map is kept for the network of concepts, if there is one
   * @param parts told after each
   */
  EncodedImage encode(HostTensor image, boolean forConcepts, Parts parts) {
    int side = net.config().imageSize();
    HostTensor batch = new HostTensor(Shape.of(1, 3, side, side), image.dtype(), image.data());
    if (net.config().trunk().parts() == 1) {
      goOn(parts, 0, 1);
      Map<Slot, HostTensor> in = Map.of(Slots.IMAGE, batch);
      return new EncodedImage(programs.run(net.encode(), in, Map.of()), null);
    }
    EngineTensor map = map(batch, parts);
    Map<Slot, EngineTensor> features = new HashMap<>();
    boolean done = false;
    try {
      if (net.config().can(Task.CLICKS)) {
        programs
            .runOnce(net.encodeNeck(), Map.of(), Map.of(Slots.MAP, map))
            .forEach((slot, value) -> features.put(slot, programs.compact(value)));
      }
      boolean kept = forConcepts && net.config().can(Task.CONCEPTS);
      EncodedImage encoded = new EncodedImage(features, kept ? programs.compact(map) : null);
      done = true;
      return encoded;
    } finally {
      map.close();
      if (!done) {
        features.values().forEach(EngineTensor::close);
      }
    }
  }

  private EngineTensor map(HostTensor image, Parts told) {
    List<Program> parts = net.encodeParts();
    EngineTensor map = null;
    boolean whole = false;
    try {
      for (int i = 0; i < parts.size(); i++) {
        goOn(told, i, parts.size() + 1);
        EngineTensor next = part(parts.get(i), image, map);
        if (map != null) {
          map.close();
        }
        map = next;
      }
      goOn(told, parts.size(), parts.size() + 1);
      whole = true;
      return Objects.requireNonNull(map);
    } finally {
      if (!whole && map != null) {
        map.close();
      }
    }
  }

  private EngineTensor part(Program part, HostTensor image, @Nullable EngineTensor before) {
    Map<Slot, EngineTensor> out =
        before == null
            ? programs.runOnce(part, Map.of(Slots.IMAGE, image), Map.of())
            : programs.runOnce(part, Map.of(), Map.of(Slots.MAP, before));
    return Objects.requireNonNull(out.get(Slots.MAP));
  }

  private static void goOn(Parts told, int done, int total) {
    if (!told.goOn(done, total)) {
      throw new CancellationException("cancelled after " + done + " of " + total + " parts");
    }
  }

  /** The names of what is kept of an image that was encoded for all the model can. */
  List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    if (net.config().can(Task.CLICKS)) {
      net.encode().outputs().stream().map(Slot::new).forEach(slots::add);
    }
    if (net.config().can(Task.CONCEPTS)) {
      slots.add(Slots.MAP);
    }
    return slots;
  }
}
