// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.seg;

import io.github.medsam2.dicom.codec.RunLength;
import io.github.medsam2.dicom.data.DataSetBuilder;
import io.github.medsam2.dicom.data.Fragments;
import io.github.medsam2.dicom.data.Tag;
import io.github.medsam2.dicom.data.Vr;
import io.github.medsam2.error.InvalidInputException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The frames of a segmentation as stored pixels, in the order they are written: by segment, then by
 * source frame. Holds each once; a mask without a pixel is not held.
 */
final class FrameStore {

  /**
   * Which frame it is.
   *
   * @param segment 1-based, 0 in label maps
   * @param frame the source's, 0-based
   */
  record Key(int segment, int frame) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int bySegment = Integer.compare(segment, other.segment);
      return bySegment != 0 ? bySegment : Integer.compare(frame, other.frame);
    }
  }

  private final TreeMap<Key, byte[]> frames = new TreeMap<>();
  private final TreeSet<Integer> seen = new TreeSet<>();
  private final SegForm form;
  private final int width;
  private final int height;

  FrameStore(SegForm form, int width, int height) {
    this.form = form;
    this.width = width;
    this.height = height;
  }

  /** Replaces what was there. */
  void put(Key key, byte[] pixels) {
    seen.add(key.frame());
    if (FramePixels.isEmpty(pixels)) {
      frames.remove(key);
    } else {
      frames.put(key, pixels);
    }
  }

  /** A copy of the pixels of a frame, all 0 where none are held. */
  byte[] copy(Key key) {
    byte[] there = frames.get(key);
    return there == null ? new byte[bytes()] : there.clone();
  }

  private int bytes() {
    return (int) (((long) width * height * form.bits() + 7) / 8);
  }

  /**
   * The frames to write: where none has a pixel, the first that was given, as DICOM knows no fewer.
   */
  List<Key> keys() {
    if (seen.isEmpty()) {
      throw new InvalidInputException(
          "masks of a segmentation",
          "at least one",
          "none",
          "give one for every frame that was looked at, empty where nothing was found");
    }
    return frames.isEmpty()
        ? List.of(new Key(first(), seen.first()))
        : List.copyOf(frames.keySet());
  }

  /** The source frames that were given, with or without a pixel, 0-based, ascending. */
  List<Integer> seen() {
    return List.copyOf(seen);
  }

  private int first() {
    return form.type() == SegmentationType.LABELMAP ? 0 : 1;
  }

  /** Whether some pixel belongs to two segments. */
  boolean overlap() {
    TreeMap<Integer, List<byte[]>> bySource = new TreeMap<>();
    frames.forEach((k, f) -> bySource.computeIfAbsent(k.frame(), i -> new ArrayList<>()).add(f));
    return bySource.values().stream().anyMatch(this::overlap);
  }

  private boolean overlap(List<byte[]> segments) {
    byte[] seen = segments.get(0);
    for (byte[] segment : segments.subList(1, segments.size())) {
      if (meet(seen, segment)) {
        return true;
      }
      seen = union(seen, segment);
    }
    return false;
  }

  private boolean meet(byte[] a, byte[] b) {
    for (int i = 0; i < a.length; i++) {
      boolean both = form.bits() == 1 ? (a[i] & b[i]) != 0 : a[i] != 0 && b[i] != 0;
      if (both) {
        return true;
      }
    }
    return false;
  }

  private static byte[] union(byte[] a, byte[] b) {
    byte[] out = a.clone();
    for (int i = 0; i < out.length; i++) {
      out[i] |= b[i];
    }
    return out;
  }

  /** Adds the pixel data of what is held now; later frames do not change it. */
  void addTo(DataSetBuilder b) {
    List<byte[]> all = new ArrayList<>();
    keys().forEach(k -> all.add(frames.getOrDefault(k, new byte[bytes()])));
    if (form.compression() == SegForm.Compression.RUN_LENGTH) {
      all.replaceAll(this::runLength);
      b.element(Fragments.ofFrames(all));
    } else {
      Vr vr = form.bits() == 16 ? Vr.OW : Vr.OB;
      b.bytes(Tag.PIXEL_DATA, vr, new PackedFrames(all, (long) width * height * form.bits()));
    }
  }

  /** Byte planes, most significant first; single bits stay packed (PS3.5 annex G, 8.2.2). */
  private byte[] runLength(byte[] frame) {
    if (form.bits() == 1) {
      return RunLength.encode(new byte[][] {frame}, frame.length);
    }
    int bytes = form.bits() / 8;
    byte[][] planes = new byte[bytes][width * height];
    for (int i = 0; i < frame.length; i++) {
      planes[bytes - 1 - i % bytes][i / bytes] = frame[i];
    }
    return RunLength.encode(planes, width);
  }
}
