// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.server.image;

import io.github.medsam2.image.MaskVolume;
import io.github.medsam2.io.ImageFile;
import io.github.medsam2.io.Volumes;
import io.github.medsam2.server.http.PrivateFolder;
import io.github.medsam2.server.http.Refusal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Masks as files, with the place in the patient that the image has, voxel for voxel. */
public final class MaskFile {
  private static final List<String> SUFFIXES =
      List.of(".nrrd", ".seg.nrrd", ".nii.gz", ".nii", ".mha", ".png", ".dcm");
  private static final byte[] GZIP = "encoding: gzip\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] RAW = "encoding: raw\n".getBytes(StandardCharsets.ISO_8859_1);

  private MaskFile() {}

  /**
   * The bytes of a file.
   *
   * @param suffix which format
   * @param compress whether an NRRD is compressed
   * @param label the object's name, where the format has room for it
   * @param sources the files of the image, for a segmentation that refers to them
   */
  public static byte[] bytes(
      MaskVolume mask,
      String suffix,
      boolean compress,
      String label,
      List<Path> sources,
      PrivateFolder folder)
      throws IOException {
    if (!SUFFIXES.contains(suffix)) {
      throw Refusal.wrong("result_extension", "one of " + SUFFIXES, "another");
    }
    Path file = folder.newFile(suffix);
    try {
      if (suffix.equals(".png")) {
        ImageFile.writePng(file, flat(mask));
      } else if (suffix.equals(".dcm")) {
        SegLabels.write(file, dicom(sources), label, mask.voxels(), size(mask));
      } else if (suffix.equals(".seg.nrrd")) {
        byte[] inside = new byte[mask.voxels().remaining()];
        mask.voxels().get(inside);
        try (OutputStream out = Files.newOutputStream(file)) {
          SegNrrd.write(out, label, inside, size(mask), mask.geometry());
        }
      } else {
        Volumes.write(file, mask);
      }
      byte[] bytes = Files.readAllBytes(file);
      return suffix.equals(".nrrd") && !compress ? raw(bytes) : bytes;
    } finally {
      PrivateFolder.delete(file);
    }
  }

  private static Slicing size(MaskVolume mask) {
    return new Slicing(mask.width(), mask.height(), mask.depth(), 2);
  }

  private static List<Path> dicom(List<Path> sources) throws IOException {
    if (sources.isEmpty() || !Received.isDicom(sources.get(0))) {
      throw Refusal.wrong("result_extension", "an image in DICOM for a segmentation", ".dcm");
    }
    return sources;
  }

  private static io.github.medsam2.image.Mask flat(MaskVolume mask) {
    if (mask.depth() != 1) {
      throw Refusal.wrong("result_extension", "a format for volumes", ".png");
    }
    return mask.slice(0);
  }

  /** The same NRRD with its voxels as they are, for a reader that cannot expand. */
  private static byte[] raw(byte[] nrrd) throws IOException {
    int encoding = find(nrrd, GZIP, 0);
    int data = find(nrrd, "\n\n".getBytes(StandardCharsets.ISO_8859_1), 0) + 2;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(nrrd, 0, encoding);
    out.write(RAW);
    out.write(nrrd, encoding + GZIP.length, data - encoding - GZIP.length);
    try (GZIPInputStream voxels =
        new GZIPInputStream(new ByteArrayInputStream(nrrd, data, nrrd.length - data))) {
      voxels.transferTo(out);
    }
    return out.toByteArray();
  }

  private static int find(byte[] in, byte[] what, int from) {
    for (int i = from; i <= in.length - what.length; i++) {
      int n = 0;
      while (n < what.length && in[i + n] == what[n]) {
        n++;
      }
      if (n == what.length) {
        return i;
      }
    }
    throw new IllegalStateException("the library writes NRRD with gzip");
  }
}
