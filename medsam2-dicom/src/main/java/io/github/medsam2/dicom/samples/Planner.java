// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.privacy.Pseudonyms;
import io.github.medsam2.dicom.seg.SegFrame;
import io.github.medsam2.dicom.seg.SegReader;
import io.github.medsam2.dicom.seg.SegmentationType;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.dicom.volume.VolumeBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what can be learnt from a segmentation: each run of neighbouring frames, of one cine or one
 * stack of slices, that it is known to have looked at.
 */
final class Planner {
  private final Inventory inventory;
  private final DicomParser parser;
  private final DicomLimits limits;
  private final Pseudonyms names;
  private final Path file;
  private final DataSet about;
  private final SegReader reader;
  private final List<Planned> found = new ArrayList<>();

  private Planner(
      Inventory inventory,
      DicomParser parser,
      DicomLimits limits,
      Pseudonyms names,
      Path file,
      DicomObject object) {
    this.inventory = inventory;
    this.parser = parser;
    this.limits = limits;
    this.names = names;
    this.file = file;
    this.about = object.dataSet();
    this.reader = SegReader.of(object, limits);
  }

  /** The samples of a segmentation; an exception says why there are none. */
  static List<Planned> plan(
      Inventory inventory, DicomParser parser, DicomLimits limits, Pseudonyms names, Path file) {
    try (DicomObject object = parser.read(file)) {
      Planner planner = new Planner(inventory, parser, limits, names, file, object);
      planner.all();
      return planner.found;
    }
  }

  private void all() {
    if (reader.tiles().isPresent()) {
      throw none("frames of an image", "tiles of a slide");
    }
    List<ImageHeader> images = images();
    if (images.isEmpty()) {
      throw none("the images it refers to among the files", "none of them");
    }
    if (images.stream().noneMatch(this::fits)) {
      throw none("images of its size", "others");
    }
    for (ImageHeader image : images) {
      if (!image.sliced() && fits(image)) {
        cine(image);
      }
    }
    List<ImageHeader> slices = images.stream().filter(i -> i.sliced() && fits(i)).toList();
    if (!slices.isEmpty()) {
      stacks(slices);
    }
    if (found.isEmpty()) {
      throw none("a frame that is known to be segmented, and a segment on it", "none");
    }
  }

  private static DicomException none(String expected, String found) {
    return new DicomException(
        "segmentation", expected, found, "give the objects that belong together, whole");
  }

  private boolean fits(ImageHeader image) {
    return image.width() == reader.width() && image.height() == reader.height();
  }

  /** Those it names; where it names none, the slices of its coordinate system. */
  private List<ImageHeader> images() {
    List<String> named = reader.sources().stream().filter(s -> !s.isEmpty()).toList();
    if (!named.isEmpty()) {
      return named.stream().map(inventory::image).flatMap(Optional::stream).toList();
    }
    String space = about.text(Tag.FRAME_OF_REFERENCE_UID).orElse("");
    return inventory.images().stream()
        .filter(i -> i.sliced() && !space.isEmpty() && i.space().equals(space))
        .toList();
  }

  private void cine(ImageHeader image) {
    List<Optional<Labelled>> frames = new ArrayList<>();
    for (int i = 0; i < image.frames(); i++) {
      int frame = i;
      frames.add(
          reader
              .framesOf(image.sopInstance(), frame)
              .map(s -> new Labelled(image.file(), image.sopInstance(), frame, indices(s))));
    }
    runs(image.group(), frames);
  }

  private void stacks(List<ImageHeader> images) {
    List<DicomObject> open = new ArrayList<>();
    try {
      images.forEach(i -> open.add(parser.read(i.file())));
      VolumeBuilder.from(open).forEach(this::stack);
    } finally {
      open.forEach(DicomObject::close);
    }
  }

  private void stack(SliceStack stack) {
    List<Optional<List<SegFrame>>> shown = reader.framesOn(stack);
    List<Optional<Labelled>> frames = new ArrayList<>();
    String group = "";
    for (int z = 0; z < shown.size(); z++) {
      String instance = stack.sources().get(z).text(Tag.SOP_INSTANCE_UID).orElse("");
      ImageHeader image = inventory.image(instance).orElseThrow();
      int frame = stack.sourceFrames().get(z);
      group = image.group();
      frames.add(shown.get(z).map(s -> new Labelled(image.file(), instance, frame, indices(s))));
    }
    runs(group, frames);
  }

  private static List<Integer> indices(List<SegFrame> frames) {
    return frames.stream().map(SegFrame::index).toList();
  }

  private void runs(String group, List<Optional<Labelled>> frames) {
    List<Labelled> run = new ArrayList<>();
    for (Optional<Labelled> frame : frames) {
      frame.ifPresent(run::add);
      if (frame.isEmpty()) {
        add(group, run);
        run.clear();
      }
    }
    add(group, run);
  }

  private void add(String group, List<Labelled> run) {
    List<Integer> segments = segments(run);
    if (!segments.isEmpty()) {
      found.add(new Planned(id(run), group, file, run, segments));
    }
  }

  /** Of a label map any may be there. */
  private List<Integer> segments(List<Labelled> run) {
    Set<Integer> stored = new HashSet<>();
    run.forEach(f -> stored.addAll(f.stored()));
    if (reader.type() == SegmentationType.LABELMAP) {
      return stored.isEmpty() ? List.of() : List.copyOf(reader.segments().keySet());
    }
    return reader.frames().stream()
        .filter(f -> stored.contains(f.index()))
        .map(SegFrame::segment)
        .filter(reader.segments()::containsKey)
        .distinct()
        .sorted()
        .toList();
  }

  private String id(List<Labelled> run) {
    Labelled first = run.get(0);
    Labelled last = run.get(run.size() - 1);
    String original =
        String.join(
            " ",
            about.text(Tag.SOP_INSTANCE_UID).orElse(""),
            first.sopInstance(),
            first.frame() + "",
            last.sopInstance(),
            last.frame() + "");
    return names.sample(original);
  }
}
