// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.medsamslicer;

import io.github.medsam2.file.ReadLimits;
import io.github.medsam2.image.Geometry;
import io.github.medsam2.image.Mask;
import io.github.medsam2.image.PixelType;
import io.github.medsam2.image.Volume;
import io.github.medsam2.io.NpzCase;
import io.github.medsam2.io.numpy.Npy;
import io.github.medsam2.io.numpy.NpzArchive;
import io.github.medsam2.prompt.BoxPrompt;
import io.github.medsam2.prompt.MaskPrompt;
import io.github.medsam2.prompt.Prompts;
import io.github.medsam2.server.desk.Desk;
import io.github.medsam2.server.http.Refusal;
import io.github.medsam2.server.image.Grey;
import io.github.medsam2.server.image.Picture;
import io.github.medsam2.server.image.Slicing;
import io.github.medsam2.server.session.Asked;
import io.github.medsam2.server.session.Found;
import io.github.medsam2.server.session.Session;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.TreeMap;

/** The two rounds: boxes on the middle slice, then the masks there followed through the range. */
final class Job {
  private static final int MOST_OBJECTS = 255;
  private static final Geometry NONE = Geometry.ofSpacing(1, 1, 1);

  private final Session session;
  private final Desk desk;

  Job(Session session, Desk desk) {
    this.session = session;
    this.desk = desk;
  }

  /** What an image file says beside its voxels. */
  private record Case(Volume images, Volume boxes, int first, int last, int middle) {}

  private ReadLimits limits() {
    return new ReadLimits(Integer.MAX_VALUE, desk.sessions().mostBytes());
  }

  private Case read(Path file) {
    Case read =
        NpzArchive.read(
            file,
            archive -> {
              Volume images = archive.required("imgs", in -> Npy.volume(in, NONE, limits()));
              Volume boxes = archive.required("boxes", in -> Npy.volume(in, NONE, limits()));
              double[] z = archive.required("z_range", in -> Npy.reals(in, 3));
              int low = (int) Math.max(0, Math.min(z[0], z[1]));
              int high = (int) Math.min(images.depth() - 1, Math.max(z[0], z[1]));
              return new Case(images, boxes, low, high, (int) z[2]);
            });
    boolean fits = read.boxes().width() == 4 && read.boxes().depth() == 1;
    if (!fits || read.boxes().height() > MOST_OBJECTS) {
      throw Refusal.wrong("boxes", "1 to " + MOST_OBJECTS + " of four numbers", "others");
    }
    if (read.middle() < 0 || read.middle() >= read.images().depth()) {
      throw Refusal.wrong("z_range", "a middle slice within the image", "another");
    }
    Volume images = read.images();
    session.show(Picture.of(images, Grey.of(desk.settings().window(), images)));
    return read;
  }

  /** The objects in the boxes, on the middle slice only. */
  void middle(Path image, Path out) {
    Case given = read(image);
    byte[] labels = new byte[session.picture().voxels()];
    for (int i = 0; i < given.boxes().height(); i++) {
      Volume b = given.boxes();
      double x0 = Math.min(b.value(0, i, 0), b.value(2, i, 0));
      double x1 = Math.max(b.value(0, i, 0), b.value(2, i, 0));
      double y0 = Math.min(b.value(1, i, 0), b.value(3, i, 0));
      double y1 = Math.max(b.value(1, i, 0), b.value(3, i, 0));
      Prompts box = Prompts.of(new BoxPrompt(x0, y0, x1, y1));
      paint(labels, i + 1, Asked.there(2, one(given.middle(), box)));
    }
    write(labels, out);
  }

  private static TreeMap<Integer, Prompts> one(int slice, Prompts prompts) {
    TreeMap<Integer, Prompts> slices = new TreeMap<>();
    slices.put(slice, prompts);
    return slices;
  }

  /** The objects of the second file, followed from the middle slice both ways. */
  void propagate(Path image, Path masks, Path out) {
    Case given = read(image);
    Volume shown = NpzCase.readSegmentation(masks, limits());
    Slicing size = session.picture().size();
    if (shown.width() != size.width()
        || shown.height() != size.height()
        || shown.depth() != size.depth()) {
      throw Refusal.wrong("segs", "the size of the image", "another");
    }
    byte[] labels = new byte[session.picture().voxels()];
    for (int label = 1; label <= given.boxes().height(); label++) {
      Mask mask = on(shown, given.middle(), label);
      if (!mask.isEmpty()) {
        Prompts prompts = Prompts.of(new MaskPrompt(mask));
        paint(
            labels,
            label,
            Asked.through(2, one(given.middle(), prompts), given.first(), given.last()));
      }
    }
    write(labels, out);
  }

  private static Mask on(Volume shown, int slice, int label) {
    byte[] pixels = new byte[shown.width() * shown.height()];
    for (int i = 0; i < pixels.length; i++) {
      float value = shown.value(i % shown.width(), i / shown.width(), slice);
      pixels[i] = (byte) (value == label ? 1 : 0);
    }
    return Mask.of(shown.width(), shown.height(), pixels);
  }

  private void paint(byte[] labels, int label, Asked asked) {
    Found found = session.ask(asked, desk.settings().patience());
    for (int i = 0; i < labels.length; i++) {
      if (found.voxels()[i] != 0) {
        labels[i] = (byte) label;
      }
    }
  }

  private void write(byte[] labels, Path out) {
    Slicing size = session.picture().size();
    ByteBuffer voxels = ByteBuffer.wrap(labels);
    NpzCase.writeSegmentation(
        out, Volume.of(size.width(), size.height(), size.depth(), PixelType.UINT8, voxels, NONE));
  }
}
