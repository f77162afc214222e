// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.data;

import io.github.medsam2.error.InvalidInputException;
import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.io.CocoRle;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.LabelPng;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.json.JsonFields;
import io.github.medsam2.prompt.Description;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A line of {@link SampleFolder}: what a sample is made of. */
record SampleLine(String id, String group, Frames frames, List<Labelled> objects) {
  private static final int MOST = 100_000;

  /** Where the frames come from. */
  private interface Frames {
    List<Image> read();
  }

  /** Where the masks of an object come from, and what is said of it. */
  private record Labelled(Masks masks, Optional<Description> text, OptionalDouble stenosis) {}

  private interface Masks {
    /**
     * Reads them.
     *
     * @param opened files of labels that other objects of the sample have read already
     */
    List<Mask> read(List<Image> frames, Map<Path, List<Image>> opened);
  }

  static SampleLine of(Path folder, Function<String, ? extends Description> words, JsonFields f) {
    String id = f.text("id");
    String group = f.text("group");
    Frames frames = frames(folder, f);
    List<Labelled> objects = new ArrayList<>();
    f.array("objects", 1, MOST)
        .forEach(o -> objects.add(object(folder, words, JsonFields.of("object", o))));
    f.end();
    return new SampleLine(id, group, frames, List.copyOf(objects));
  }

  private static Frames frames(Path folder, JsonFields f) {
    if (f.has("volume")) {
      Path file = InFolder.file(folder, f.text("volume"));
      return () -> slices(file);
    }
    List<Path> files = f.texts("frames", MOST).stream().map(n -> InFolder.file(folder, n)).toList();
    return () -> files.stream().map(ImageFile::read).toList();
  }

  private static List<Image> slices(Path file) {
    var volume = Volumes.read(file);
    return IntStream.range(0, volume.depth()).mapToObj(volume::slice).toList();
  }

  private static Labelled object(
      Path folder, Function<String, ? extends Description> words, JsonFields f) {
    Masks masks = f.has("labels") ? labels(folder, f) : runs(f.texts("masks", MOST));
    Optional<Description> text =
        f.has("text") ? Optional.of(words.apply(f.text("text"))) : Optional.empty();
    OptionalDouble stenosis =
        f.has("stenosis") ? OptionalDouble.of(f.number("stenosis")) : OptionalDouble.empty();
    f.end();
    return new Labelled(masks, text, stenosis);
  }

  private static Masks runs(List<String> texts) {
    return (frames, opened) -> {
      if (texts.size() != frames.size()) {
        throw new InvalidInputException(
            "object of a sample",
            frames.size() + " masks, one for each frame",
            texts.size() + "",
            "give an empty text where nothing is seen");
      }
      Image first = frames.get(0);
      return texts.stream().map(text -> mask(text, first.width(), first.height())).toList();
    };
  }

  private static Mask mask(String text, int width, int height) {
    return text.isEmpty()
        ? Mask.empty(width, height)
        : CocoRle.ofCompressed(width, height, text).toMask();
  }

  private static Masks labels(Path folder, JsonFields f) {
    int label = f.whole("label");
    List<Path> files = f.texts("labels", MOST).stream().map(n -> InFolder.file(folder, n)).toList();
    boolean volume = files.size() == 1 && !isPng(files.get(0));
    return (frames, opened) ->
        volume
            ? opened.computeIfAbsent(files.get(0), SampleLine::slices).stream()
                .map(s -> equal(s, label))
                .toList()
            : files.stream().map(p -> LabelPng.mask(labels(p, opened), label)).toList();
  }

  private static Image labels(Path png, Map<Path, List<Image>> opened) {
    return opened.computeIfAbsent(png, p -> List.of(LabelPng.read(p))).get(0);
  }

  private static boolean isPng(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".png");
  }

  private static Mask equal(Image slice, int label) {
    float[] plane = slice.plane(0);
    byte[] inside = new byte[plane.length];
    for (int i = 0; i < plane.length; i++) {
      inside[i] = (byte) (plane[i] == label ? 1 : 0);
    }
    return Mask.of(slice.width(), slice.height(), inside);
  }

  Sample read() {
    List<Image> images = frames.read();
    Map<Path, List<Image>> opened = new HashMap<>();
    List<SampleObject> all = new ArrayList<>();
    for (Labelled o : objects) {
      all.add(new SampleObject(o.masks().read(images, opened), o.text(), o.stenosis()));
    }
    return new Sample(id, group, images, all);
  }
}
