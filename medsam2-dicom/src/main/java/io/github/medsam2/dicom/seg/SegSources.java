// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.error.InvalidInputException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The images and frames a segmentation can be asked about. Most objects leave frames out where
 * nothing was found, so one that is not stored may be empty, or may never have been looked at; what
 * is not known to have been looked at must not come back as an empty mask.
 */
final class SegSources {
  /** The frames that stored ones refer to, by object. */
  private final Map<String, Set<Integer>> shown = new LinkedHashMap<>();

  /** The frames the object says it was made of; an empty set stands for all of its object. */
  private final Map<String, Set<Integer>> looked = new LinkedHashMap<>();

  /** Objects named without frames. */
  private final Set<String> named = new LinkedHashSet<>();

  /** Whether every frame is there, and says what it shows: only then may others be empty. */
  private final boolean complete;

  private SegSources(boolean complete) {
    this.complete = complete;
  }

  static SegSources of(DataSet d, List<SegFrame> index, boolean complete, Findings findings) {
    SegSources s = new SegSources(complete);
    for (SegFrame f : index) {
      for (SegFrame.Source source : f.sources()) {
        s.shown.computeIfAbsent(source.sopInstance(), k -> new TreeSet<>()).add(source.frame());
      }
    }
    for (DataSet image : d.items(Tag.SOURCE_IMAGE_SEQUENCE)) {
      Set<Integer> frames = new TreeSet<>();
      int[] numbers = new Tolerant(image, findings).ints(Tag.REFERENCED_FRAME_NUMBER);
      Arrays.stream(numbers).forEach(n -> frames.add(n - 1));
      s.looked.put(uid(image), frames);
    }
    instancesOf(d).map(SegSources::uid).forEach(s.named::add);
    s.tell(index, findings);
    return s;
  }

  private static String uid(DataSet reference) {
    return reference.text(Tag.REFERENCED_SOP_INSTANCE_UID).orElse("");
  }

  /** Those of the Common Instance Reference module. */
  private static Stream<DataSet> instancesOf(DataSet d) {
    Stream<DataSet> others =
        d.items(Tag.STUDIES_CONTAINING_OTHER_REFERENCED_INSTANCES_SEQUENCE).stream();
    return Stream.concat(Stream.of(d), others)
        .flatMap(study -> study.items(Tag.REFERENCED_SERIES_SEQUENCE).stream())
        .flatMap(series -> series.items(Tag.REFERENCED_INSTANCE_SEQUENCE).stream());
  }

  private void tell(List<SegFrame> index, Findings findings) {
    if (!index.isEmpty() && shown.isEmpty()) {
      findings.add(
          Tag.DERIVATION_IMAGE_SEQUENCE,
          "no frame refers to an image; masks are those of stored frames, not of source frames");
    } else if (!complete) {
      findings.add(
          Tag.DERIVATION_IMAGE_SEQUENCE,
          "frames are missing, or do not say what they show; a source frame no other refers to"
              + " has no mask");
    } else if (looked.isEmpty() && shown.values().stream().anyMatch(SegSources::isNumbered)) {
      findings.add(
          Tag.SOURCE_IMAGE_SEQUENCE,
          "does not say which frames were looked at; one no frame refers to is taken as empty");
    }
  }

  private static boolean isNumbered(Set<Integer> frames) {
    return frames.stream().anyMatch(f -> f > 0);
  }

  /** The name stored frames have for an object: none where they refer to the only one by none. */
  String as(String sopInstance) {
    boolean alias = sopInstance.equals(unnamed()) && !shown.containsKey(sopInstance);
    return alias ? "" : sopInstance;
  }

  /** Whether the object is whole, and lists the frame among those it was made of. */
  boolean lists(String sopInstance, int frame) {
    Set<Integer> frames = looked.get(sopInstance);
    return complete && frames != null && (frames.isEmpty() || frames.contains(frame));
  }

  /** The objects its frames are known of. */
  Set<String> instances() {
    Set<String> out = new LinkedHashSet<>(shown.keySet());
    out.addAll(looked.keySet());
    if (!unnamed().isEmpty()) {
      out.remove("");
      out.add(unnamed());
    }
    return out;
  }

  /** The one object there is, where frames refer to none by name; else empty. */
  private String unnamed() {
    Set<String> others = new LinkedHashSet<>(looked.keySet());
    others.addAll(named);
    others.addAll(shown.keySet());
    boolean one = others.remove("") && others.size() == 1;
    return one ? others.iterator().next() : "";
  }

  /**
   * The object as stored frames refer to it.
   *
   * @throws InvalidInputException where the segmentation does not know of the frame
   */
  String require(String sopInstance, int frame) {
    String as = as(sopInstance);
    if (!shown.getOrDefault(as, Set.of()).contains(frame) && !isEmpty(sopInstance, frame)) {
      throw new InvalidInputException(
          "source frame of a segmentation",
          "one it refers to",
          "another image, or frame " + frame + " it does not know of",
          "take the sources of SegReader.frames(), or those frames themselves, or read it as a"
              + " volume");
    }
    return as;
  }

  /** Whether it can be said that nothing is on a frame no stored one refers to. */
  private boolean isEmpty(String sopInstance, int frame) {
    if (!complete || frame < 0) {
      return false;
    }
    if (looked.containsKey(sopInstance)) {
      Set<Integer> frames = looked.get(sopInstance);
      return frames.isEmpty() ? frame == 0 || !isSingle(sopInstance) : frames.contains(frame);
    }
    boolean known = shown.containsKey(sopInstance) || named.contains(sopInstance);
    return known && looked.isEmpty() && (frame == 0 || !isSingle(sopInstance));
  }

  /** Whether nothing speaks of more frames than the first. */
  private boolean isSingle(String sopInstance) {
    Set<Integer> frames = shown.getOrDefault(sopInstance, shown.getOrDefault("", Set.of()));
    return !isNumbered(frames);
  }
}
