// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.data.DataSet;
import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomObject;
import io.github.medsam2.dicom.data.Finding;
import io.github.medsam2.dicom.data.Findings;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Tolerant;
import io.github.medsam2.dicom.error.DicomException;
import io.github.medsam2.dicom.pixel.DicomFrames;
import io.github.medsam2.dicom.pixel.Tiles;
import io.github.medsam2.dicom.volume.SliceStack;
import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.MaskVolume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/**
 * A segmentation object of this or any other toolkit: BINARY, FRACTIONAL or LABELMAP, with all
 * frames or only those where something is.
 *
 * <p>Masks are found by segment number, 1-based as in the object, and source frame, 0-based as
 * everywhere here. A frame that is not stored is an empty mask where the object refers to it; what
 * it does not refer to is refused, or, where it does not say what was looked at, a finding. Of
 * probabilities, those above one half are inside. Frames are decoded one at a time from the object,
 * which must stay open. Thread-safe.
 */
public final class SegReader {
  private final SegmentationType type;
  private final SortedMap<Integer, Segment> segments;
  private final List<SegFrame> index;
  private final Map<Key, List<SegFrame>> bySource = new HashMap<>();
  private final SegSources sources;
  private final SegPixels pixels;
  private final SegVolumes volumes;
  private final List<Finding> findings;

  private record Key(int segment, String sopInstance, int frame) {}

  private SegReader(DicomObject object, DicomLimits limits) {
    Findings found = new Findings();
    DataSet d = object.dataSet();
    type = SegmentationType.of(d);
    segments = Collections.unmodifiableSortedMap(SegmentItem.readAll(d, found));
    DicomFrames frames = DicomFrames.of(numbers(d), object.transferSyntax(), limits);
    found.addAll(object.findings());
    found.addAll(frames.findings());
    if (!frames.layout().photometric().isGray()) {
      throw new DicomException(
          Tag.PHOTOMETRIC_INTERPRETATION.toString(), "one value a pixel", "colour", "give a SEG");
    }
    pixels = new SegPixels(frames, type, maximum(new Tolerant(d, found), type));
    boolean bySegment = type != SegmentationType.LABELMAP;
    index = List.copyOf(SegIndex.of(d, frames, bySegment, limits, found));
    for (SegFrame f : index) {
      if (bySegment && !segments.containsKey(f.segment())) {
        found.add(Tag.SEGMENT_SEQUENCE, "does not describe the segment of a frame; left out");
      }
      for (SegFrame.Source s : f.sources()) {
        Key key = new Key(f.segment(), s.sopInstance(), s.frame());
        bySource.computeIfAbsent(key, k -> new ArrayList<>()).add(f);
      }
    }
    boolean complete =
        index.size() == frames.layout().frames()
            && index.stream().noneMatch(f -> f.sources().isEmpty());
    sources = SegSources.of(d, index, complete, found);
    volumes = new SegVolumes(d, index, pixels, limits);
    findings = found.list();
  }

  /** The segmentation of an object; it must stay open while masks are read. */
  public static SegReader of(DicomObject object, DicomLimits limits) {
    return new SegReader(object, limits);
  }

  /** A label map may be shown through a palette; what counts here are the numbers. */
  private static DataSet numbers(DataSet d) {
    boolean palette = d.says(Tag.PHOTOMETRIC_INTERPRETATION, "PALETTE COLOR");
    return palette ? d.toBuilder().text(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2").build() : d;
  }

  private static int maximum(Tolerant d, SegmentationType type) {
    int said = d.integer(Tag.MAXIMUM_FRACTIONAL_VALUE).orElse(0);
    if (said <= 0 && type == SegmentationType.FRACTIONAL) {
      d.findings().add(Tag.MAXIMUM_FRACTIONAL_VALUE, "absent; no pixel can be read without it");
    }
    return Math.max(0, said);
  }

  /** What the pixels mean. */
  public SegmentationType type() {
    return type;
  }

  /** The segments by number, without the background of a label map. */
  public SortedMap<Integer, Segment> segments() {
    return segments;
  }

  /** The SOP Instance UIDs of the objects that frames are known of; empty where it names none. */
  public Set<String> sources() {
    return sources.instances();
  }

  /**
   * The stored frames, of any segment, that show a frame of an object; none where the segmentation
   * lists it among the images it was made of and nothing was found. Absent where it does neither,
   * or where parts of the segmentation are missing: for those who must not take silence for
   * emptiness, as {@link #mask} does where nothing is listed at all.
   *
   * @param sopInstance one of {@link #sources}
   * @param frame of the source, 0-based
   */
  public Optional<List<SegFrame>> framesOf(String sopInstance, int frame) {
    String as = sources.as(sopInstance);
    List<SegFrame> shown = new ArrayList<>();
    for (int number : type == SegmentationType.LABELMAP ? Set.of(0) : segments.keySet()) {
      shown.addAll(bySource.getOrDefault(new Key(number, as, frame), List.of()));
    }
    return known(shown, sopInstance, frame);
  }

  /**
   * The same for every slice of a volume, found by places as {@link #volume(int, SliceStack)} does.
   */
  public List<Optional<List<SegFrame>>> framesOn(SliceStack stack) {
    VolumeSource volume = VolumeSource.of(stack);
    List<List<SegFrame>> shown = volumes.on(volume);
    List<Optional<List<SegFrame>>> out = new ArrayList<>();
    for (int z = 0; z < shown.size(); z++) {
      String instance = volume.slices().get(z).sopInstance();
      out.add(known(shown.get(z), instance, stack.sourceFrames().get(z)));
    }
    return out;
  }

  private Optional<List<SegFrame>> known(List<SegFrame> shown, String sopInstance, int frame) {
    boolean whole = index.size() == pixels.frames().layout().frames();
    boolean known = !shown.isEmpty() || sources.lists(sopInstance, frame);
    return whole && known ? Optional.of(List.copyOf(shown)) : Optional.empty();
  }

  /** The stored frames, in their order. */
  public List<SegFrame> frames() {
    return index;
  }

  /** Columns of a frame. */
  public int width() {
    return pixels.frames().width();
  }

  /** Rows of a frame. */
  public int height() {
    return pixels.frames().height();
  }

  /** What was wrong with the object and worked around. */
  public List<Finding> findings() {
    return findings;
  }

  /**
   * The mask on a frame of the one object that was segmented.
   *
   * @param segment as in {@link #segments}
   * @param frame of the source, 0-based
   */
  public Mask mask(int segment, int frame) {
    checkSegment(segment);
    return mask(segment, onlyInstance(), frame);
  }

  /**
   * The mask on a frame of one of several objects.
   *
   * @param sopInstance the SOP Instance UID of the source
   * @throws InvalidInputException for an image, a frame or a segment the object does not refer to:
   *     it does not know whether anything is there
   */
  public Mask mask(int segment, String sopInstance, int frame) {
    byte[] inside = new byte[width() * height()];
    find(segment, sopInstance, frame).forEach(f -> pixels.addInside(f, segment, inside, 0));
    return Mask.of(width(), height(), inside);
  }

  /**
   * The mask of a stored frame, whatever it was made of: of tiles, or where the object refers to no
   * image.
   *
   * @param segment as in {@link #segments}: that of the frame, or any in a label map
   * @param stored one of {@link #frames}
   */
  public Mask mask(int segment, SegFrame stored) {
    checkSegment(segment);
    boolean shown = type == SegmentationType.LABELMAP || stored.segment() == segment;
    int at = Collections.binarySearch(index, stored, Comparator.comparingInt(SegFrame::index));
    if (at < 0 || !index.get(at).equals(stored) || !shown) {
      throw new InvalidInputException(
          "stored frame of a segmentation",
          "one of frames() of segment " + segment,
          "another",
          "take those whose segment() is the number");
    }
    byte[] inside = new byte[width() * height()];
    pixels.addInside(stored, segment, inside, 0);
    return Mask.of(width(), height(), inside);
  }

  /** Where stored frames lie that are tiles of one picture, by their index. */
  public Optional<Tiles> tiles() {
    return pixels.frames().tiles();
  }

  /**
   * Probabilities on a frame of the one object that was segmented: width x height values of 0 to 1,
   * row by row; 0 and 1 of BINARY and LABELMAP ones, the occupied part of a pixel where a
   * FRACTIONAL one says so.
   */
  public float[] probabilities(int segment, int frame) {
    checkSegment(segment);
    float[] out = new float[width() * height()];
    find(segment, onlyInstance(), frame).forEach(f -> pixels.addProbabilities(f, segment, out));
    return out;
  }

  private String onlyInstance() {
    Set<String> instances = sources.instances();
    if (instances.size() > 1) {
      throw new InvalidInputException(
          "segmentation",
          "one source object",
          instances.size() + " objects",
          "name the object, or read it as a volume");
    }
    return instances.isEmpty() ? "" : instances.iterator().next();
  }

  private List<SegFrame> find(int segment, String sopInstance, int frame) {
    checkSegment(segment);
    String known = sources.require(sopInstance, frame);
    int number = type == SegmentationType.LABELMAP ? 0 : segment;
    return bySource.getOrDefault(new Key(number, known, frame), List.of());
  }

  private void checkSegment(int segment) {
    if (!segments.containsKey(segment)) {
      throw new InvalidInputException(
          "segment", "one of " + segments.keySet(), segment + "", "take a number of segments()");
    }
  }

  /**
   * The mask of a segment on the grid of its own stored frames, from the first to the last of them:
   * in a sparse object, less than what was segmented.
   */
  public MaskVolume volume(int segment) {
    checkSegment(segment);
    return volumes.own(segment);
  }

  /**
   * The mask of a segment on the slices of a volume, found by their places in the patient, else by
   * reference.
   *
   * @param onto slices whose planes are those of the segmentation
   */
  public MaskVolume volume(int segment, SliceStack onto) {
    checkSegment(segment);
    return volumes.onto(segment, VolumeSource.of(onto));
  }
}
