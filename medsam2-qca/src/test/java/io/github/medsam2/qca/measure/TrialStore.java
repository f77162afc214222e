// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.qca.measure;

import io.github.medsam2.image.Image;
import io.github.medsam2.image.Mask;
import io.github.medsam2.prompt.coronary.ViewAngle;
import io.github.medsam2.qca.anatomy.CassSegment;
import io.github.medsam2.qca.geometry.Point2;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Keeps drawn trials in files: drawing takes longer than measuring. */
final class TrialStore {
  private TrialStore() {}

  static Trial get(Path folder, Stratum stratum, long seed, int number) {
    Path file = folder.resolve(stratum.name().replace(' ', '-') + "-" + seed + "-" + number);
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(folder);
        write(file, Trials.draw(stratum, seed, number));
      }
      return read(file, stratum.name());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, Trial t) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      int w = t.mask().width();
      int h = t.mask().height();
      out.writeLong(t.seed());
      out.writeInt(w);
      out.writeInt(h);
      for (int i = 0; i < w * h; i++) {
        out.writeByte((int) t.image().value(i % w, i / w, 0));
        out.writeByte(t.mask().contains(i % w, i / w) ? 1 : 0);
      }
      out.writeDouble(t.scale());
      out.writeUTF(t.segment().id());
      out.writeDouble(t.view().primary());
      out.writeDouble(t.view().secondary());
      out.writeDouble(t.calibre());
      out.writeInt(t.truths().size());
      for (Trial.Truth truth : t.truths()) {
        out.writeDouble(truth.site().x());
        out.writeDouble(truth.site().y());
        out.writeDouble(truth.mld());
        out.writeDouble(truth.rvd());
        out.writeDouble(truth.lengthPixels());
      }
    }
    Files.move(part, file);
  }

  private static Trial read(Path file, String stratum) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 20))) {
      long seed = in.readLong();
      int w = in.readInt();
      int h = in.readInt();
      byte[] both = in.readNBytes(2 * w * h);
      byte[] image = new byte[w * h];
      byte[] mask = new byte[w * h];
      for (int i = 0; i < image.length; i++) {
        image[i] = both[2 * i];
        mask[i] = both[2 * i + 1];
      }
      double scale = in.readDouble();
      CassSegment segment = CassSegment.ofCass(in.readUTF());
      ViewAngle view = ViewAngle.of(in.readDouble(), in.readDouble());
      double calibre = in.readDouble();
      List<Trial.Truth> truths = new ArrayList<>();
      for (int n = in.readInt(); n > 0; n--) {
        truths.add(
            new Trial.Truth(
                new Point2(in.readDouble(), in.readDouble()),
                in.readDouble(),
                in.readDouble(),
                in.readDouble()));
      }
      return new Trial(
          stratum,
          seed,
          Image.gray8(w, h, image),
          Mask.of(w, h, mask),
          scale,
          segment,
          view,
          calibre,
          truths);
    }
  }
}
