// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.sr;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.derived.SourceInstance;
import io.github.medsam2.error.InvalidInputException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The objects a report refers to, by their identifiers. */
final class Evidence {
  private final Map<String, SourceInstance> instances = new LinkedHashMap<>();

  Evidence(Collection<DataSet> objects) {
    for (DataSet d : objects) {
      SourceInstance s = SourceInstance.of(d);
      instances.put(s.sopInstance(), s);
    }
  }

  Collection<SourceInstance> all() {
    return instances.values();
  }

  /** A reference to a frame that is there. */
  Content.Image frame(FrameReference to) {
    SourceInstance s = find(to.sopInstance());
    int number = s.checkFrame(to.frame()) + 1;
    return new Content.Image(
        s.sopClass(), s.sopInstance(), s.multiFrame() ? List.of(number) : List.of(), List.of());
  }

  /** A reference to a segment. */
  Content.Image segment(LesionRegion.Segment to) {
    SourceInstance s = find(to.sopInstance());
    return new Content.Image(s.sopClass(), s.sopInstance(), List.of(), List.of(to.number()));
  }

  private SourceInstance find(String sopInstance) {
    SourceInstance s = instances.get(sopInstance);
    if (s == null) {
      throw new InvalidInputException(
          "reference of a report",
          "an object given as evidence",
          "another",
          "give all images and segmentations that measurements refer to");
    }
    return s;
  }
}
