// SPDX-License-Identifier: Apache-2.0
package io.github.medsam2.batch.input;

import io.github.medsam2.error.MedSam2Exception;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a file or folder is taken for, by its first bytes and, where those say nothing, its name.
 */
public enum FileType {
  DICOM,
  PNG,
  JPEG,
  NIFTI,
  NRRD,
  META_IMAGE,
  NPZ,
  CHECKPOINT,
  JSON,
  FOLDER,
  UNKNOWN;

  private static final int HEAD = 132;

  /** Looks at it. */
  public static FileType of(Path path) {
    if (Files.isDirectory(path)) {
      return FOLDER;
    }
    byte[] head = head(path);
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if (text.startsWith("DICM", 128)) {
      return DICOM;
    } else if (text.startsWith("\u0089PNG")) {
      return PNG;
    } else if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return JPEG;
    } else if (text.startsWith("NRRD")) {
      return NRRD;
    } else if (text.startsWith("ObjectType") || ends(name, ".mha", ".mhd")) {
      return META_IMAGE;
    } else if (ends(name, ".nii", ".nii.gz", ".hdr", ".img")) {
      return NIFTI;
    } else if (ends(name, ".npz")) {
      return NPZ;
    } else if (ends(name, ".pt", ".pth", ".bin", ".safetensors")
        || (head.length > 8 && head[8] == '{' && head[7] == 0)) {
      return CHECKPOINT;
    } else if (text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")) {
      return JSON;
    }
    return looksLikeBareDicom(head) ? DICOM : UNKNOWN;
  }

  /** A data set without preamble begins with group 2 or 8 in little endian. */
  private static boolean looksLikeBareDicom(byte[] head) {
    return head.length > 8 && (head[0] == 8 || head[0] == 2) && head[1] == 0 && head[3] == 0;
  }

  private static boolean ends(String name, String... endings) {
    return Arrays.stream(endings).anyMatch(name::endsWith);
  }

  private static byte[] head(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(HEAD);
    } catch (IOException e) {
      throw new MedSam2Exception(
          String.valueOf(path),
          "a file that can be read",
          e.getClass().getSimpleName(),
          "check path and rights",
          e);
    }
  }
}
