// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.dicom.samples;

import io.github.medsam2.dicom.data.DicomLimits;
import io.github.medsam2.dicom.data.DicomParser;
import io.github.medsam2.dicom.data.Strictness;
import io.github.medsam2.dicom.pixel.Voi;
import io.github.medsam2.dicom.privacy.Pseudonyms;
import io.github.medsam2.dicom.seg.Segment;
import io.github.medsam2.error.MedSam2Exception;
import io.github.medsam2.prompt.Description;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Finds training samples among DICOM files: cines, single pictures, and slices of CT or MR with the
 * segmentations (SEG) that refer to them.
 *
 * <ul>
 *   <li>A sample is a segmentation on a run of neighbouring frames it is known to have looked at:
 *       those a stored frame shows, and those it lists among its source images, on which what is
 *       not stored is empty. Frames it is silent about are not learnt from: a segmentation of
 *       frames 3, 4 and 9 is a clip of two and a picture. Slices of a series are in the order of
 *       their places.
 *   <li>Two segmentations of an image are two samples: neither says what the other looked for.
 *   <li>Every segment is an object. What it is called is read from the codes of coronary segments
 *       and arteries, else from a label such as "CASS 13"; how it is seen, from the positioner
 *       angles of the first frame. A stenosis, a stent or a catheter is not called by the vessel it
 *       lies in.
 *   <li>Images are looked at as the file wants them shown, or through a window given here.
 *   <li>The group is a pseudonym of the Patient ID, of the study where there is none; the id one of
 *       the identifiers of segmentation and images.
 *   <li>Every file that is not used is listed with the reason by {@link DicomSamples#skipped}.
 * </ul>
 *
 * <p>Headers are read at once, pixels when a sample is asked for. Immutable and thread-safe.
 */
public final class DicomSampleReader {
  private final Pseudonyms names;
  private final DicomLimits limits;
  private final Optional<Voi> window;
  private final Function<Segment, ? extends Optional<? extends Description>> words;

  private DicomSampleReader(
      Pseudonyms names,
      DicomLimits limits,
      Optional<Voi> window,
      Function<Segment, ? extends Optional<? extends Description>> words) {
    this.names = names;
    this.limits = limits;
    this.window = window;
    this.words = words;
  }

  /**
   * A reader whose groups and ids are made by a key: needed to go on with a training, and to know
   * the same patients in another set.
   *
   * @param key at least 16 random bytes
   */
  public static DicomSampleReader withKey(byte[] key) {
    return with(Pseudonyms.withKey(key));
  }

  /** A reader whose groups and ids match only among the sets it reads. */
  public static DicomSampleReader withRandomKey() {
    return with(Pseudonyms.withRandomKey());
  }

  private static DicomSampleReader with(Pseudonyms names) {
    return new DicomSampleReader(names, DicomLimits.defaults(), Optional.empty(), SegmentWords::of);
  }

  /** Looks at grey images through a window, in values of the modality such as Hounsfield units. */
  public DicomSampleReader window(Voi voi) {
    return new DicomSampleReader(names, limits, Optional.of(voi), words);
  }

  /** Reads files within limits of the caller's choice. */
  public DicomSampleReader within(DicomLimits other) {
    return new DicomSampleReader(names, other, window, words);
  }

  /**
   * Names segments by other words. The view is added to them.
   *
   * @param naming thread-safe; absent where there is nothing to say
   */
  public DicomSampleReader words(
      Function<Segment, ? extends Optional<? extends Description>> naming) {
    return new DicomSampleReader(names, limits, window, naming);
  }

  /**
   * The samples among all files of a folder and the folders within, in the order of their names.
   *
   * @throws MedSam2Exception when a folder cannot be listed
   */
  public DicomSamples read(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return read(all.filter(Files::isRegularFile).sorted().toList());
    } catch (IOException | UncheckedIOException e) {
      throw new MedSam2Exception(
          "folder of DICOM files",
          "a readable folder",
          e.getClass().getSimpleName(),
          "check path and rights",
          e);
    }
  }

  /** The samples among files, in the order of their segmentations. */
  public DicomSamples read(List<Path> files) {
    DicomParser parser = new DicomParser(limits, Strictness.LENIENT);
    Inventory inventory = new Inventory(parser, limits, names);
    files.forEach(inventory::add);
    List<Planned> plans = new ArrayList<>();
    for (Path file : inventory.segmentations()) {
      try {
        plans.addAll(Planner.plan(inventory, parser, limits, names, file));
      } catch (MedSam2Exception e) {
        inventory.skip(file, String.valueOf(e.getMessage()));
      }
    }
    Set<Path> used = new HashSet<>();
    plans.forEach(p -> p.frames().forEach(f -> used.add(f.file())));
    for (ImageHeader image : inventory.images()) {
      if (!used.contains(image.file())) {
        inventory.skip(image.file(), "no segmentation among the files says what is on it");
      }
    }
    return new DicomSamples(
        plans, inventory.skipped(), new PlannedReader(parser, limits, window, words));
  }
}
