// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.rounds;

import io.github.medsam2.dicom.DicomFile;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.rounds.CaseSource;
import io.github.medsam2.server.image.LabelFile;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.image.Received;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stored images as cases: an object on a slice. Pictures of one slice are cases as soon as they are
 * stored; slices of others become some when they are labelled. It only grows. Thread-safe.
 */
final class StoreCases implements CaseSource {
  /** The tag of labels that say where the object is, before a reader looked. */
  static final String BEFORE = "original";

  private final ImageStore store;
  private final List<String> labels;
  private final String window;
  private final long most;
  private final List<Place> places = new ArrayList<>();
  private final Map<Place, Integer> known = new HashMap<>();
  private final Map<String, String> groups = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private @Nullable Shown last;

  /**
   * A case.
   *
   * @param image its id in the store
   * @param label the object
   * @param slice of the image
   */
  record Place(String image, String label, int slice) {}

  private record Shown(Path file, Picture picture) {}

  /**
   * @param labels the objects that every picture is taken to have
   * @param window of grey values
   * @param most bytes an image may take
   */
  StoreCases(ImageStore store, List<String> labels, String window, long most) {
    this.store = store;
    this.labels = labels;
    this.window = window;
    this.most = most;
  }

  /** Takes in what was stored since, as far as it has one slice. */
  synchronized void takeIn() {
    for (ImageStore.Entry entry : store.all()) {
      if (seen.add(entry.id()) && isFlat(entry)) {
        labels.forEach(label -> add(new Place(entry.id(), label, 0)));
      }
    }
  }

  private boolean isFlat(ImageStore.Entry entry) {
    if (!entry.suffix().endsWith(".dcm")) {
      return entry.suffix().matches(".*\\.(png|jpe?g)");
    }
    try (DicomFile file = DicomFile.open(entry.file())) {
      // Without a patient's ID, at least what one study shows is of one patient.
      file.dataSet()
          .text(Tag.PATIENT_ID)
          .filter(id -> !id.isBlank())
          .or(() -> file.dataSet().text(Tag.STUDY_INSTANCE_UID))
          .ifPresent(id -> groups.put(entry.id(), id));
      boolean slice = file.dataSet().has(Tag.IMAGE_POSITION_PATIENT);
      return !slice && file.dataSet().integer(Tag.NUMBER_OF_FRAMES).orElse(1) == 1;
    } catch (RuntimeException e) {
      return false; // its reader will say why when it is asked for
    }
  }

  /** The number of a case, which is added where it is new. */
  synchronized int add(Place place) {
    Integer before = known.get(place);
    if (before != null) {
      return before;
    }
    places.add(place);
    known.put(place, places.size() - 1);
    return places.size() - 1;
  }

  /** A case by its number. */
  synchronized Place place(int index) {
    return places.get(index);
  }

  /** How many patients there are. */
  synchronized int patients() {
    Set<String> all = new HashSet<>();
    places.forEach(place -> all.add(group(place)));
    return all.size();
  }

  private String group(Place place) {
    return groups.getOrDefault(place.image(), place.image());
  }

  /** An image, as viewers are shown it. */
  synchronized Picture picture(String image) throws IOException {
    Path file = store.find(image).orElseThrow(ImageStore::unknown).file();
    Shown now = last;
    if (now == null || !now.file.equals(file)) {
      now = new Shown(file, Received.read(List.of(file), window, most));
      last = now;
    }
    return now.picture;
  }

  /** Masks of a label that was saved. */
  List<LabelFile.Named> label(String image, String tag, List<LabelFile.Numbered> objects)
      throws IOException {
    Path file = store.find(image).map(e -> e.labels().get(tag)).orElse(null);
    return file == null ? List.of() : read(image, file, objects);
  }

  /** Masks of a file that may become a label of an image; refuses what cannot. */
  List<LabelFile.Named> read(String image, Path file, List<LabelFile.Numbered> objects)
      throws IOException {
    return LabelFile.read(file, picture(image).size(), objects, most);
  }

  @Override
  public synchronized int size() {
    return places.size();
  }

  @Override
  public String id(int index) {
    Place place = place(index);
    return place.image() + "\n" + place.label() + "\n" + place.slice();
  }

  @Override
  public String imageId(int index) {
    return place(index).image() + "\n" + place(index).slice();
  }

  @Override
  public synchronized String group(int index) {
    return group(place(index));
  }

  /** Names that the operator gave, which are no patient's. */
  @Override
  public String stratum(int index) {
    String label = place(index).label();
    return labels.contains(label) && label.matches("[A-Za-z0-9 _.+-]{0,40}") ? label : "";
  }

  @Override
  public Image image(int index) {
    Place place = place(index);
    try {
      return picture(place.image()).frames(Slicing.Z).frame(place.slice());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Prompts> hint(int index) {
    Place place = place(index);
    try {
      return label(place.image(), BEFORE, numbered(labels)).stream()
          .filter(n -> n.name().equals(place.label()))
          .map(n -> n.slices().at(place.slice()))
          .filter(mask -> !mask.isEmpty())
          .map(StoreCases::around)
          .findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Prompts around(Mask mask) {
    return Prompts.of(BoxPrompt.around(mask));
  }

  /** Objects in the order of their numbers. */
  static List<LabelFile.Numbered> numbered(List<String> names) {
    List<LabelFile.Numbered> all = new ArrayList<>();
    for (String name : names) {
      all.add(new LabelFile.Numbered(name, all.size() + 1));
    }
    return all;
  }
}
